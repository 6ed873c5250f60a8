import type { ChannelName, ChannelRule } from '@groundswell/contracts';
import AddIcon from '@mui/icons-material/Add';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import List from '@mui/material/List';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Panel } from '../layout/Panel.js';
import { RuleDialog } from './RuleDialog.js';
import { RuleRow } from './RuleRow.js';
import { moved } from './rule-text.js';

export interface ChannelsDraft {
  rules: ChannelRule[];
  names: ChannelName[];
}

interface Props {
  draft: ChannelsDraft;
  /** Of all channels. */
  names: ChannelName[];
  mayWrite: boolean;
  isDefault: boolean;
  onChange(draft: ChannelsDraft): void;
}

/** The rules in their order; the first that holds decides. */
export function RulesPanel({ draft, names, mayWrite, isDefault, onChange }: Props) {
  const translate = useTranslate();
  const [edited, setEdited] = useState<number | null>(null);
  const { rules } = draft;
  const change = (next: ChannelRule[]) => onChange({ ...draft, rules: next });
  const put = (at: number, rule: ChannelRule, name: ChannelName | null) => {
    const others = name ? draft.names.filter(({ key }) => key !== name.key) : draft.names;
    // A new rule is asked first: what is before it may hold already.
    const next = at < 0 ? [rule, ...rules] : rules.map((one, index) => (index === at ? rule : one));
    onChange({ rules: next, names: name ? [...others, name] : others });
  };
  return (
    <Panel
      isFlush
      testId="channel-rules"
      title={translate(isDefault ? 'gs.channels.defaults' : 'gs.channels.own')}
      actions={
        mayWrite && (
          <Button startIcon={<AddIcon />} onClick={() => setEdited(-1)} data-testid="new-rule">
            {translate('gs.channels.add')}
          </Button>
        )
      }
    >
      <Divider />
      <List disablePadding aria-label={translate('gs.channels.title')}>
        {rules.map((rule, at) => (
          <RuleRow
            key={`${at}-${rule.channel}`}
            {...{ rule, names, at, mayWrite }}
            count={rules.length}
            onMove={(by) => change(moved(rules, at, by))}
            onEdit={() => setEdited(at)}
            onRemove={() => change(rules.filter((_, index) => index !== at))}
          />
        ))}
      </List>
      <Typography variant="body2" color="text.secondary" sx={{ px: 2, py: 1.25 }}>
        {translate('gs.channels.rest')}
      </Typography>
      {edited !== null && (
        <RuleDialog
          rule={rules[edited] ?? null}
          names={names}
          onDone={(rule, name) => put(edited, rule, name)}
          onClose={() => setEdited(null)}
        />
      )}
    </Panel>
  );
}
