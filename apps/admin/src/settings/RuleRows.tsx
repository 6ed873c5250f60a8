import AddIcon from '@mui/icons-material/Add';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';

interface Props<Rule> {
  rules: Rule[];
  /** A new row. */
  blank: Rule;
  /** What an empty list means. */
  none: string;
  add: string;
  fields(rule: Rule, change: (part: Partial<Rule>) => void): ReactNode;
  onChange(rules: Rule[]): void;
}

/** A list of rules, one a row, each with its fields and a button that takes it away. */
export function RuleRows<Rule>({ rules, blank, none, add, fields, onChange }: Props<Rule>) {
  const translate = useTranslate();
  const replace = (at: number, part: Partial<Rule>) =>
    onChange(rules.map((rule, index) => (index === at ? { ...rule, ...part } : rule)));
  return (
    <Stack spacing={1.75}>
      {rules.length === 0 && (
        <Typography variant="body2" color="text.secondary">
          {none}
        </Typography>
      )}
      {rules.map((rule, index) => (
        // Rules have no id; rows are only added at the end.
        <Stack
          key={index}
          direction="row"
          alignItems="flex-start"
          gap={1}
          data-testid="rule"
          sx={{ pb: { xs: 1.75, sm: 0 }, borderBottom: { xs: 1, sm: 0 }, borderColor: { xs: 'divider' } }}
        >
          <Box
            sx={{
              display: 'flex',
              flexWrap: 'wrap',
              columnGap: 1,
              rowGap: 1.5,
              flex: 1,
              minWidth: 0,
              '& > *': { minWidth: 0 },
            }}
          >
            {fields(rule, (part) => replace(index, part))}
          </Box>
          <IconButton
            aria-label={translate('gs.rules.remove', { number: index + 1 })}
            onClick={() => onChange(rules.filter((_, at) => at !== index))}
            sx={{ mt: 0.25 }}
          >
            <DeleteIcon fontSize="small" />
          </IconButton>
        </Stack>
      ))}
      <Button
        startIcon={<AddIcon fontSize="small" />}
        onClick={() => onChange([...rules, blank])}
        sx={{ alignSelf: 'flex-start', ml: '-12px !important' }}
      >
        {add}
      </Button>
    </Stack>
  );
}
