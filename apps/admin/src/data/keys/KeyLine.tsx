import MoreIcon from '@mui/icons-material/MoreHoriz';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import type { ProjectKey } from '../../api/types.js';
import { CopyButton } from '../../feedback/CopyButton.js';
import { useFormat } from '../../i18n/useFormat.js';
import { IconMenu } from '../../layout/IconMenu.js';
import { useProject } from '../../projects/ProjectContext.js';
import { MONO_STACK } from '../../theme/tokens.js';

export type KeyAct = 'name' | 'rotate' | 'revoke';

interface Props {
  value: ProjectKey;
  /** The key that took its place while it still works. */
  successor: ProjectKey | null;
  onAct(act: KeyAct): void;
}

/** One working key: what it is for, since when, whether it has been replaced, and what can be done with it. */
export function KeyLine({ value, successor, onAct }: Props) {
  const translate = useTranslate();
  const { canManage } = useProject();
  const kind = translate(`gs.keys.${value.kind}`);
  const acts: KeyAct[] = ['name', 'rotate', 'revoke'];
  return (
    <Stack spacing={0.5} data-testid={`key-line-${value.id}`}>
      <Stack direction="row" alignItems="center" gap={1} sx={{ minHeight: 28 }}>
        <Typography variant="subtitle2" component="h3" sx={{ overflowWrap: 'anywhere', minWidth: 0 }}>
          {value.name || translate('gs.keys.unnamed')}
        </Typography>
        {value.kind === 'client' && <Chip size="small" variant="outlined" label={value.environment} />}
        {(value.remoteOnly || value.givesMembers) && (
          <Chip
            size="small"
            variant="outlined"
            color={value.givesMembers ? 'warning' : 'default'}
            label={translate(`gs.keys.givesName.${value.remoteOnly ? 'answers' : 'members'}`)}
          />
        )}
        {successor && <Chip size="small" color="warning" label={translate('gs.keys.replaced')} />}
      </Stack>
      <Stack direction="row" gap={0.5} alignItems="flex-start">
        <TextField
          fullWidth
          value={value.key}
          helperText={<KeyFacts value={value} successor={successor} />}
          slotProps={{
            input: { readOnly: true, sx: { fontFamily: MONO_STACK, fontSize: 12 } },
            htmlInput: { 'aria-label': value.name || kind, 'data-testid': `key-${value.kind}` },
          }}
        />
        <CopyButton text={value.key} label={translate('gs.keys.copyKey', { kind: kind.toLowerCase() })} />
        {canManage && (
          <IconMenu
            label={translate('gs.keys.actsOf', { name: value.name || translate('gs.keys.unnamed') })}
            icon={<MoreIcon />}
            items={acts.map((act) => ({
              key: act,
              label: translate(`gs.keys.act.${act}`),
              onSelect: () => onAct(act),
            }))}
          />
        )}
      </Stack>
    </Stack>
  );
}

function KeyFacts({ value, successor }: Pick<Props, 'value' | 'successor'>) {
  const translate = useTranslate();
  const format = useFormat();
  const facts = [translate('gs.keys.created', { date: format.date(value.createdAt) })];
  if (value.kind === 'client') {
    const { usedAt } = value;
    facts.push(
      usedAt ? translate('gs.keys.used', { when: format.instant(usedAt) }) : translate('gs.keys.neverUsed'),
    );
  }
  if (successor) {
    facts.push(translate('gs.keys.grace', { date: format.date(successor.createdAt) }));
  }
  return <>{facts.join(' · ')}</>;
}
