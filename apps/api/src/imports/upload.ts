import { ProblemException } from '@groundswell/platform';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { MAX_UPLOAD_BYTES } from './import-spool.js';
import { uploadContentType } from './upload-body.js';

export interface Upload {
  importId: string;
  fileName?: string;
  contentType: string;
  /** As text; fields of a multipart body may come before or after the file. */
  mapping?: string;
  format?: string;
  timeZone?: string;
}

/** Where the file goes as it comes. */
export interface UploadKeeper {
  keep(file: Readable): Promise<string>;
  /** Lets go of what was kept, as the rest of the request cannot be used. */
  discard(importId: string): Promise<void>;
}

/** Reads the whole request. */
export function receiveUpload(request: FastifyRequest, keeper: UploadKeeper): Promise<Upload> {
  return request.isMultipart() ? receiveParts(request, keeper) : receiveBody(request, keeper);
}

async function receiveBody(request: FastifyRequest, keeper: UploadKeeper): Promise<Upload> {
  if (!(request.body instanceof Readable)) {
    throw new ProblemException(400, 'The upload is empty; send the file as the body.');
  }
  return { importId: await keeper.keep(request.body), contentType: uploadContentType(request) };
}

async function receiveParts(request: FastifyRequest, keeper: UploadKeeper): Promise<Upload> {
  const upload: Partial<Upload> = {};
  try {
    await readParts(request, keeper, upload);
  } catch (error) {
    if (upload.importId !== undefined) await keeper.discard(upload.importId);
    throw error;
  }
  const { importId, contentType = '' } = upload;
  if (importId === undefined)
    throw new ProblemException(400, 'The form has no file; send it as the part "file".');
  return { ...upload, importId, contentType };
}

async function readParts(
  request: FastifyRequest,
  keeper: UploadKeeper,
  upload: Partial<Upload>,
): Promise<void> {
  const limits = { files: 1, fields: 10, fieldSize: 100_000, fileSize: MAX_UPLOAD_BYTES };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'file') {
      upload.importId = await keeper.keep(part.file);
      upload.fileName = part.filename || undefined;
      upload.contentType = part.mimetype;
    } else if (isField(part.fieldname)) {
      upload[part.fieldname] = String(part.value);
    }
  }
}

function isField(name: string): name is 'mapping' | 'format' | 'timeZone' {
  return name === 'mapping' || name === 'format' || name === 'timeZone';
}
