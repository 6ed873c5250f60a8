import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import type { NamingLevel } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import type { CampaignNode } from './useNodes.js';

const ABOVE: Record<NamingLevel, readonly NamingLevel[]> = {
  ...{ campaign: [], adGroup: ['campaign'], creative: ['adGroup', 'campaign'] },
};

interface Props {
  /** Of what hangs there. */
  level: NamingLevel;
  nodes: readonly CampaignNode[];
  value: number | null;
  onChange(parentId: number | null): void;
}

/** Where a part of the tree hangs. */
export function ParentField({ level: ofLevel, nodes, value, onChange }: Props) {
  const translate = useTranslate();
  const byId = new Map(nodes.map((one) => [one.id, one]));
  const options = nodes.filter(
    ({ level, mergedInto, archived }) => ABOVE[ofLevel].includes(level) && mergedInto === null && !archived,
  );
  const nameOf = (one: CampaignNode) => {
    const above = one.parentId === null ? undefined : byId.get(one.parentId);
    return above ? `${above.name} › ${one.name}` : one.name;
  };
  return (
    <Autocomplete
      size="small"
      options={options}
      value={value === null ? null : (byId.get(value) ?? null)}
      getOptionLabel={nameOf}
      getOptionKey={({ id }) => id}
      isOptionEqualToValue={(a, b) => a.id === b.id}
      onChange={(_event, next) => onChange(next?.id ?? null)}
      renderInput={(params) => <TextField {...params} label={translate('gs.tree.parent')} />}
    />
  );
}
