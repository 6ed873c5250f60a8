import type { Cohort, CohortDefinition } from '@groundswell/contracts';
import AddIcon from '@mui/icons-material/Add';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useErrorText } from '../feedback/ErrorState.js';
import { SaveActions } from '../feedback/SaveActions.js';
import { Segmented } from '../layout/Segmented.js';
import { useRange } from '../range/useRange.js';
import { useEventNames } from '../retention/useEventNames.js';
import { type GivenIds, IdsField, isGiven } from './IdsField.js';
import { RuleRow } from './RuleRow.js';
import { SizeNote } from './SizeNote.js';
import { useProject } from '../projects/ProjectContext.js';
import { todayIn } from '../range/local-date.js';
import { NEW_KNOWN, type RuleDraft, draftOf, newDid, ruleOf } from './rule-draft.js';
import { useCohortWrites } from './useCohorts.js';

interface Props {
  /** Null: a new one. */
  cohort: Cohort | null;
  onClose(): void;
  onSaved?(cohort: Cohort): void;
}

const MOST_RULES = 20;

/** Who is in a cohort, with its size while one types. */
export function CohortDialog({ cohort, onClose, onSaved }: Props) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const form = useCohortForm(cohort);
  const { create, change } = useCohortWrites();
  const save = cohort ? change : create;
  const submit = async () => {
    const { name, description, mode, definition, ids } = form;
    const who = form.kind === 'list' ? (cohort ? {} : { ids }) : { definition: definition! };
    const values = { name: name.trim(), description: description.trim(), mode, ...who };
    const saved = await (
      cohort ? change.mutateAsync({ cohort, ...values }) : create.mutateAsync(values)
    ).catch(() => null);
    if (!saved) return;
    onSaved?.(saved);
    onClose();
  };
  return (
    <Dialog open onClose={save.isPending ? undefined : onClose} maxWidth="md" fullWidth>
      <DialogTitle>{translate(cohort ? 'gs.cohorts.edit' : 'gs.cohorts.new')}</DialogTitle>
      <DialogContent>
        <Stack gap={2} sx={{ pt: 1 }}>
          {save.error && <Alert severity="error">{errorText(save.error)}</Alert>}
          <Heading form={form} isNew={cohort === null} />
          {form.kind === 'rules' && <Rules form={form} />}
          {form.kind === 'list' && cohort === null && <IdsField ids={form.ids} onChange={form.setIds} />}
          {form.kind === 'rules' && <SizeNote definition={form.definition} />}
        </Stack>
      </DialogContent>
      <SaveActions
        isReady={form.isWhole}
        isSaving={save.isPending}
        testId="save-cohort"
        onSave={() => void submit()}
        onClose={onClose}
      />
    </Dialog>
  );
}

type Form = ReturnType<typeof useCohortForm>;

function useCohortForm(cohort: Cohort | null) {
  const { project } = useProject();
  const [name, setName] = useState(cohort?.name ?? '');
  const [description, setDescription] = useState(cohort?.description ?? '');
  const [kind, setKind] = useState<Cohort['kind']>(cohort?.kind ?? 'rules');
  const [mode, setMode] = useState<Cohort['mode']>(cohort?.mode ?? 'live');
  const [match, setMatch] = useState<CohortDefinition['match']>(cohort?.definition?.match ?? 'all');
  const [drafts, setDrafts] = useState<RuleDraft[]>(
    cohort?.definition?.rules.map(draftOf) ?? [newDid(project.lastDay, todayIn(project.timeZone))],
  );
  const [ids, setIds] = useState<GivenIds>('');
  const rules = drafts.map(ruleOf).filter((rule) => rule !== null);
  const definition = rules.length === drafts.length ? { match, rules } : null;
  const isFilled = kind === 'rules' ? definition !== null : cohort !== null || isGiven(ids);
  return {
    ...{ name, setName, description, setDescription, kind, setKind, mode, setMode, match, setMatch },
    ...{ drafts, setDrafts, ids, setIds, definition, isWhole: name.trim() !== '' && isFilled },
  };
}

function Heading({ form, isNew }: { form: Form; isNew: boolean }) {
  const translate = useTranslate();
  const choices = <T extends string>(values: readonly T[]) =>
    values.map((value) => ({ value, label: translate(`gs.cohorts.${value}`) }));
  return (
    <>
      <Stack direction={{ xs: 'column', sm: 'row' }} gap={2}>
        <TextField
          autoFocus
          required
          fullWidth
          label={translate('gs.cohorts.name')}
          value={form.name}
          onChange={({ target }) => form.setName(target.value)}
          slotProps={{ htmlInput: { maxLength: 200, 'data-testid': 'cohort-name' } }}
        />
        <TextField
          fullWidth
          label={translate('gs.cohorts.description')}
          value={form.description}
          onChange={({ target }) => form.setDescription(target.value)}
          slotProps={{ htmlInput: { maxLength: 2000 } }}
        />
      </Stack>
      <Stack direction="row" gap={2} flexWrap="wrap" alignItems="center">
        {isNew && (
          <Segmented
            label={translate('gs.cohorts.kind')}
            value={form.kind}
            options={choices(['rules', 'list'] as const)}
            onChange={(kind) => form.setKind(kind)}
          />
        )}
        <Segmented
          label={translate('gs.cohorts.mode')}
          value={form.mode}
          options={choices(['live', 'static'] as const)}
          onChange={(mode) => form.setMode(mode)}
        />
        <Typography variant="body2" color="text.secondary" sx={{ flex: 1, minWidth: 200 }}>
          {translate(`gs.cohorts.${form.kind === 'list' ? `${form.mode}List` : `${form.mode}Help`}`)}
        </Typography>
      </Stack>
    </>
  );
}

function Rules({ form: { match, setMatch, drafts, setDrafts } }: { form: Form }) {
  const translate = useTranslate();
  const { days } = useRange('90d');
  const events = useEventNames(days);
  const matches = (['all', 'any'] as const).map((value) => ({
    value,
    label: translate(`gs.cohorts.match.${value}`),
  }));
  return (
    <Stack gap={1}>
      {drafts.length > 1 && (
        <Box>
          <Segmented
            label={translate('gs.cohorts.matchLabel')}
            value={match}
            options={matches}
            onChange={(next) => setMatch(next)}
          />
        </Box>
      )}
      {drafts.map((draft, index) => (
        <RuleRow
          key={`${index} of ${drafts.length}`}
          draft={draft}
          events={events}
          onChange={(next) => setDrafts(drafts.map((one, at) => (at === index ? next : one)))}
          onRemove={drafts.length > 1 ? () => setDrafts(drafts.filter((_, at) => at !== index)) : undefined}
        />
      ))}
      <Box>
        <Button
          size="small"
          color="inherit"
          startIcon={<AddIcon fontSize="small" />}
          disabled={drafts.length >= MOST_RULES}
          onClick={() => setDrafts([...drafts, NEW_KNOWN])}
          sx={{ color: 'text.secondary' }}
        >
          {translate('gs.cohorts.addRule')}
        </Button>
      </Box>
    </Stack>
  );
}
