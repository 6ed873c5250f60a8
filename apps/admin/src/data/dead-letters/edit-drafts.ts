import { EDITABLE_FIELDS, EDIT_ACTIONS, type EventEdit } from '@groundswell/contracts';

export const ACTIONS = EDIT_ACTIONS;
export const FIELDS = EDITABLE_FIELDS;

/** An edit as it is typed: every part as text. */
export interface EditDraft {
  action: EventEdit['action'];
  path: string;
  to: string;
  value: string;
  format: string;
}

export const BLANK: EditDraft = { action: 'copy', path: '', to: '', value: '', format: '' };

/** Null while a part is missing. */
export function toEdit({ action, path, to, value, format }: EditDraft): EventEdit | null {
  const [from, target] = [path.trim(), to.trim()];
  if (from === '') return null;
  switch (action) {
    case 'set':
      return { action, path: from, value: valueOf(value) };
    case 'remove':
      return { action, path: from };
    case 'rename':
    case 'copy':
      return target === '' ? null : { action, path: from, to: target };
    case 'readTime':
      return format.trim() === '' ? { action, path: from } : { action, path: from, format: format.trim() };
  }
}

/** JSON where it is some (`3`, `true`, `{"a":1}`), else the text itself. */
function valueOf(text: string) {
  try {
    return JSON.parse(text) as never;
  } catch {
    return text;
  }
}
