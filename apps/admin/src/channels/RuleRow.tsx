import type { ChannelName, ChannelRule } from '@groundswell/contracts';
import DownIcon from '@mui/icons-material/ArrowDownward';
import UpIcon from '@mui/icons-material/ArrowUpward';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import EditIcon from '@mui/icons-material/EditOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import ListItem from '@mui/material/ListItem';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useLocaleState, useTranslate } from 'react-admin';
import { channelName, conditionText } from './rule-text.js';

interface Props {
  rule: ChannelRule;
  names: ChannelName[];
  at: number;
  count: number;
  mayWrite: boolean;
  onMove(by: 1 | -1): void;
  onEdit(): void;
  onRemove(): void;
}

/** A rule in words, with what can be done to it. */
export function RuleRow({ rule, names, at, count, mayWrite, onMove, onEdit, onRemove }: Props) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const number = at + 1;
  const buttons = [
    { name: 'up', icon: <UpIcon fontSize="small" />, act: () => onMove(-1), isOff: at === 0 },
    { name: 'down', icon: <DownIcon fontSize="small" />, act: () => onMove(1), isOff: number === count },
    { name: 'edit', icon: <EditIcon fontSize="small" />, act: onEdit, isOff: false },
    { name: 'remove', icon: <DeleteIcon fontSize="small" />, act: onRemove, isOff: false },
  ];
  return (
    <ListItem
      divider
      data-testid="channel-rule"
      sx={{
        ...{ px: 2, py: 0.75, display: 'flex', columnGap: 1.5 },
        ...{ flexWrap: { xs: 'wrap', sm: 'nowrap' }, alignItems: 'flex-start' },
      }}
    >
      <Typography
        variant="body2"
        color="text.secondary"
        sx={{ width: 24, flex: 'none', textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}
      >
        {number}
      </Typography>
      <Box
        sx={{
          ...{ display: 'flex', flexDirection: { xs: 'column', md: 'row' }, columnGap: 2, minWidth: 0 },
          flex: { xs: '1 1 calc(100% - 40px)', sm: 1 },
        }}
      >
        <Typography variant="body2" sx={{ fontWeight: 600, width: { md: 128 }, flex: 'none' }}>
          {channelName(rule.channel, names, locale)}
        </Typography>
        <Typography variant="body2" color="text.secondary" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          {rule.conditions
            .map((condition) => conditionText(condition, translate))
            .join(translate('gs.channels.and'))}
        </Typography>
      </Box>
      {mayWrite && (
        <Stack direction="row" sx={{ flex: 'none', ml: 'auto', my: { sm: -0.5 } }}>
          {buttons.map(({ name, icon, act, isOff }) => (
            <IconButton
              key={name}
              size="small"
              onClick={act}
              disabled={isOff}
              aria-label={translate(`gs.channels.${name}`, { number })}
            >
              {icon}
            </IconButton>
          ))}
        </Stack>
      )}
    </ListItem>
  );
}
