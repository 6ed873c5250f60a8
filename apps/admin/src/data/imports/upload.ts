import { ApiError, problemError } from '../../api/http.js';

/**
 * Sends a file with its mapping or format; a file that could not be looked at goes without both, and the server looks.
 * `onProgress` hears the share that is sent, 0..1. Fetch cannot tell it.
 * @throws ApiError
 */
export function upload(
  projectId: number,
  file: File,
  { mapping, format }: { mapping?: Record<string, unknown>; format?: string },
  onProgress: (share: number) => void,
): Promise<{ importId: string }> {
  const form = new FormData();
  if (mapping) form.set('mapping', JSON.stringify(mapping));
  if (format) form.set('format', format);
  form.set('file', file, file.name);
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open('POST', `/api/projects/${projectId}/imports`);
    call.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    call.onerror = () => reject(new ApiError('The server cannot be reached.', 0));
    call.onload = () => {
      if (call.status === 202) resolve(JSON.parse(call.responseText) as { importId: string });
      else
        reject(
          problemError(
            call.status,
            call.responseText,
            call.getResponseHeader('retry-after'),
            call.statusText,
          ),
        );
    };
    call.send(form);
  });
}
