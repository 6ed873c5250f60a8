import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import type { ProjectKey } from '../../api/types.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Panel } from '../../layout/Panel.js';
import { MONO_STACK } from '../../theme/tokens.js';

export function RevokedKeys({ keys }: { keys: ProjectKey[] }) {
  const translate = useTranslate();
  const format = useFormat();
  return (
    <Panel title={translate('gs.keys.revokedKeys')}>
      <Stack spacing={0.5}>
        {keys.map(({ id, key, kind, name, revokedAt }) => (
          <Typography key={id} variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
            <span style={{ fontFamily: MONO_STACK, fontSize: 12, textDecoration: 'line-through' }}>
              {key}
            </span>
            {` · ${translate(`gs.keys.${kind}`)}${name && ` · ${name}`} · `}
            {translate('gs.keys.revokedOn', { date: format.date(revokedAt ?? '') })}
          </Typography>
        ))}
      </Stack>
    </Panel>
  );
}
