import { useTranslate } from 'react-admin';
import type { ProjectKey } from '../../api/types.js';
import { ConfirmDialog } from '../../feedback/ConfirmDialog.js';
import { KeyDialog } from './KeyDialog.js';
import type { KeyAct } from './KeyLine.js';
import { useKeyWrites } from './useKeys.js';

interface Props {
  act: KeyAct;
  value: ProjectKey;
  /** The only working one of its kind: revoking it shuts everybody out. */
  isLast: boolean;
  onClose(): void;
}

/** Asks before a key is named, rotated or revoked. */
export function KeyActDialog({ act, value, isLast, onClose }: Props) {
  const translate = useTranslate();
  const writes = useKeyWrites();
  if (act === 'name') {
    return (
      <KeyDialog
        title={translate('gs.keys.nameTitle')}
        confirm={translate('gs.action.save')}
        name={value.name}
        isNewClientKey={false}
        onSubmit={({ name }) => writes.name(value.id, name)}
        onClose={onClose}
      />
    );
  }
  const isRevoking = act === 'revoke';
  const last = isRevoking && isLast ? ` ${translate('gs.keys.revokeLast')}` : '';
  return (
    <ConfirmDialog
      title={translate(`gs.keys.${act}Title`)}
      text={translate(`gs.keys.${act}Text`, { key: value.key }) + last}
      confirm={translate(`gs.keys.act.${act}`)}
      isDangerous={isRevoking}
      onConfirm={() => (isRevoking ? writes.revoke(value.id) : writes.rotate(value.id))}
      onClose={onClose}
    />
  );
}
