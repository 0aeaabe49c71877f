import { wrongReaches } from './reaches.js';
import { source, sources } from './source.js';

test('frameworks, databases, brokers, clocks and the environment stay where they belong', () => {
  expect(wrongReaches(sources())).toEqual([]);
});

test.each([
  ['libs/policy/src/a.ts', `import { Module } from '@nestjs/common';`, 'Nest stays'],
  ['deploy/cli/src/a.ts', `import { NestFactory } from '@nestjs/core';`, 'Nest stays'],
  ['services/residents/src/a.ts', `import { Injectable } from '@nestjs/common';`, 'no framework here'],
  ['libs/service-shell/src/a.ts', `import type { Kafka } from 'kafkajs';`, 'kafkajs leaves'],
  ['libs/event-log/src/port.ts', `export type X = import('kafkajs').Kafka;`, 'kafkajs leaves'],
  ['libs/event-log/src/relay/a.ts', `import { EventStoreDBClient } from '@eventstore/db-client';`, 'EventStoreDB client leaves'],
  ['libs/testing/src/postgres.ts', `import { EventStoreDBClient } from '@eventstore/db-client';`, 'EventStoreDB client leaves'],
  ['services/residents/src/a.ts', `import pg from 'pg';`, 'no database here'],
  ['libs/contracts/src/a.ts', `import { EntitySchema } from 'typeorm';`, 'no database here'],
  ['libs/kernel/src/a.ts', `import { readFileSync } from 'node:fs';`, 'no input or output here'],
  ['services/public-services/src/a.ts', `const at = Date.now();`, 'reads Date.now'],
  ['services/public-services/src/a.ts', `const at = new Date();`, 'reads new Date()'],
  ['services/public-services/src/a.ts', `const at = Temporal.Now.plainDateISO();`, 'reads Temporal.Now'],
  ['services/organisations/src/a.ts', `const zone = process.env['TZ'];`, 'reads process.env'],
  ['services/residents/src/a.ts', `const id = crypto.randomUUID();`, 'reads crypto.randomUUID'],
  ['libs/kernel/src/a.ts', `const luck = Math.random();`, 'reads Math.random'],
  ['libs/kernel/src/a.ts', `await fetch('http://x');`, 'reads fetch()'],
])('%s with %s is found', (path, text, why) => {
  expect(wrongReaches([source(path, text)])).toEqual([expect.stringContaining(why)]);
});

test('a given moment is no clock, and those who do input and output may', () => {
  const given = source('services/residents/src/a.ts', `const at = new Date('2026-03-02'); const day = Date.UTC(2026, 2, 2);`);
  const view = source('services/projections/src/a.ts', `import type { Pool } from 'pg'; const at = Date.now();`);
  const adapter = source('libs/event-log/src/kafka/a.ts', `import { Kafka } from 'kafkajs';`);
  expect(wrongReaches([given, view, adapter])).toEqual([]);
});
