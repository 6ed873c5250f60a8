import FilterIcon from '@mui/icons-material/FilterListOutlined';
import type { Filter } from '@groundswell/contracts';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Popover from '@mui/material/Popover';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { FilterForm } from './FilterForm.js';
import { filterText } from './filter-text.js';
import { useCohortNames } from './useKnownNames.js';

interface Props {
  filters: readonly Filter[];
  onChange(filters: Filter[]): void;
  /** What is filtered, for those who cannot see where the button stands. */
  label: string;
  /** True: by what events say alone. */
  isOfEvents?: boolean;
}

const MOST = 20;

/** Filters, each of which can be taken off, and a button that adds one. */
export function FilterChips({ filters, onChange, label, isOfEvents }: Props) {
  const translate = useTranslate();
  const cohorts = useCohortNames();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <Stack direction="row" gap={0.75} flexWrap="wrap" alignItems="center">
      {filters.map((filter, index) => {
        const text = filterText(filter, (operator) => translate(`gs.filters.${operator}`), cohorts);
        return (
          <Chip
            key={`${index} ${text}`}
            size="small"
            label={text}
            onDelete={() => onChange(filters.filter((_, at) => at !== index))}
          />
        );
      })}
      <Button
        size="small"
        color="inherit"
        startIcon={<FilterIcon fontSize="small" />}
        aria-label={`${translate('gs.filters.add')}: ${label}`}
        disabled={filters.length >= MOST}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ color: 'text.secondary' }}
      >
        {translate('gs.filters.add')}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': `${translate('gs.filters.add')}: ${label}` } }}
      >
        <FilterForm
          isOfEvents={isOfEvents}
          onAdd={(filter) => {
            setAnchor(null);
            onChange([...filters, filter]);
          }}
        />
      </Popover>
    </Stack>
  );
}
