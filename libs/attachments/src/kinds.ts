import { fileTypeFromBuffer } from 'file-type';

/** Types of files that are taken, by media type. */
export const fileTypes = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
} as const;
export type FileType = keyof typeof fileTypes;

export function isFileType(text: string): text is FileType {
  return Object.hasOwn(fileTypes, text);
}

/** The type that the bytes themselves show, whatever a sender calls them; undefined where it is none of those that are taken. */
export async function typeOf(bytes: Uint8Array): Promise<FileType | undefined> {
  const mime = (await fileTypeFromBuffer(bytes))?.mime;
  return mime !== undefined && isFileType(mime) ? mime : undefined;
}
