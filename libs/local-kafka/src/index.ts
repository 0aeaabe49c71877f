export { runningLocalKafka, startLocalKafka, type LocalKafka } from './broker.js';
export { KAFKA, kafkaJars, missingForKafka } from './jars.js';
export { formatDisk, javaArguments, saysUp } from './java.js';
export { nodeProperties, type Listener, type NodeSettings } from './properties.js';
