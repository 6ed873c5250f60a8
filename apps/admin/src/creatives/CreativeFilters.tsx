import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import {
  type CreativeCard,
  type CreativeFilter,
  type CreativeSort,
  MARKS,
  SORTS,
  choicesOf,
} from './creative-cards.js';

interface Props {
  cards: readonly CreativeCard[];
  filter: CreativeFilter;
  sort: CreativeSort;
  onChange(change: Record<string, string>): void;
}

/** What is shown of the gallery, and in which order. */
export function CreativeFilters({ cards, filter, sort, onChange }: Props) {
  const translate = useTranslate();
  const choices = choicesOf(cards);
  const [q, setQ] = useState(filter.q);
  const typed = (name: string) => translate(`gs.creatives.types.${name}`, { _: name });
  return (
    <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center" role="search">
      <TextField
        size="small"
        type="search"
        label={translate('gs.action.search')}
        value={q}
        onChange={({ target }) => (setQ(target.value), onChange({ q: target.value }))}
        sx={{ width: { xs: '100%', sm: 180 } }}
      />
      <Choice label="platform" value={filter.platform} onChange={(platform) => onChange({ platform })}>
        {options(choices.platform, (name) => name)}
      </Choice>
      <Choice label="type" value={filter.type} onChange={(type) => onChange({ type })}>
        {options(choices.type, typed)}
      </Choice>
      <Choice label="tag" value={filter.tag} onChange={(tag) => onChange({ tag })}>
        {options(choices.tag, (name) => name)}
      </Choice>
      <Choice label="mark" value={filter.mark} isAlways onChange={(mark) => onChange({ mark })}>
        {options(MARKS, (name) => translate(`gs.creatives.marks.${name}`))}
      </Choice>
      <Choice label="sort" value={sort} isAlways onChange={(by) => onChange({ sort: by })}>
        {options(SORTS, (name) => translate(`gs.creatives.sorts.${name}`))}
      </Choice>
    </Stack>
  );
}

const options = (values: readonly string[], nameOf: (value: string) => string) =>
  values.map((value) => (
    <option key={value} value={value}>
      {nameOf(value)}
    </option>
  ));

interface ChoiceProps {
  label: string;
  value: string;
  onChange(value: string): void;
  /** One of them always holds, so there is no "all". */
  isAlways?: boolean;
  children: ReactNode;
}

function Choice({ label, value, onChange, isAlways, children }: ChoiceProps) {
  const translate = useTranslate();
  return (
    <TextField
      select
      size="small"
      label={translate(`gs.creatives.${label}`)}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
      sx={{ width: { xs: 'calc(50% - 4px)', sm: 140 } }}
    >
      {!isAlways && <option value="">{translate('gs.creatives.any')}</option>}
      {children}
    </TextField>
  );
}
