import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';

export interface LegendItem {
  key: string;
  name: string;
  color: string;
}

/** Names the lines; each can be hidden. */
export function SeriesLegend({
  label,
  items,
  hidden,
  onToggle,
}: {
  label: string;
  items: LegendItem[];
  hidden: ReadonlySet<string>;
  onToggle(key: string): void;
}) {
  return (
    <Box role="group" aria-label={label} sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
      {items.map(({ key, name, color }) => (
        <ButtonBase
          key={key}
          aria-pressed={!hidden.has(key)}
          onClick={() => onToggle(key)}
          sx={{
            gap: 0.75,
            px: 0.75,
            height: 24,
            borderRadius: 1,
            fontSize: 12,
            color: hidden.has(key) ? 'text.secondary' : 'text.primary',
            textDecoration: hidden.has(key) ? 'line-through' : 'none',
            '&:hover': { bgcolor: 'action.hover' },
          }}
        >
          <Box
            component="span"
            sx={{ width: 14, height: 3, borderRadius: 2, bgcolor: color, opacity: hidden.has(key) ? 0.3 : 1 }}
          />
          {name}
        </ButtonBase>
      ))}
    </Box>
  );
}

/** A set of hidden keys with its toggle. */
export function toggled(hidden: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(hidden);
  if (!next.delete(key)) next.add(key);
  return next;
}
