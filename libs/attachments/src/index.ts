export { folderFiles } from './folder.js';
export { fileTypes, isFileType, typeOf, type FileType } from './kinds.js';
export { addressOf, FileDamaged, FilesUnavailable, isAddress, type FileAddress, type FileStore } from './port.js';
export { s3Files, type S3Place } from './s3.js';
