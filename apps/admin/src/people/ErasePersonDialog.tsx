import TextField from '@mui/material/TextField';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { request } from '../api/http.js';
import { TypedConfirmDialog } from '../feedback/TypedConfirmDialog.js';
import { useFormat } from '../i18n/useFormat.js';
import { useProject } from '../projects/ProjectContext.js';
import { personName } from './person-name.js';
import type { Person } from './types.js';

/** Erases a person once one of their ids was typed. */
export function ErasePersonDialog({ person, onClose }: { person: Person; onClose(): void }) {
  const translate = useTranslate();
  const [reason, setReason] = useState('');
  const erasing = useErasing(person, onClose);
  const id = person.distinctIds[0] ?? String(person.personId);
  return (
    <TypedConfirmDialog
      testId="erase-dialog"
      title={translate('gs.erasure.title', { name: personName(person) })}
      goes={translate('gs.erasure.goes')}
      lines={useWhatGoes(person)}
      final={translate('gs.erasure.final')}
      word={id}
      label={translate('gs.erasure.typeId')}
      help={translate('gs.erasure.typeIdHelp', { id })}
      confirm={translate('gs.erasure.confirm')}
      action={erasing}
      onConfirm={() => erasing.mutate(reason.trim())}
      onClose={onClose}
    >
      <TextField
        label={translate('gs.erasure.reason')}
        helperText={translate('gs.erasure.reasonHelp')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
    </TypedConfirmDialog>
  );
}

function useWhatGoes(person: Person): string[] {
  const translate = useTranslate();
  const format = useFormat();
  const counts = {
    events: format.number(person.events),
    ids: format.number(person.distinctIdCount),
    people: format.number(person.mergedPersonIds.length),
  };
  return [
    translate('gs.erasure.goesEvents', counts),
    translate('gs.erasure.goesIds', counts),
    ...(person.mergedPersonIds.length > 0 ? [translate('gs.erasure.goesMerged', counts)] : []),
    translate('gs.erasure.goesLogs'),
  ];
}

function useErasing(person: Person, onClose: () => void) {
  const notify = useNotify();
  const navigate = useNavigate();
  const { project } = useProject();
  return useMutation({
    mutationFn: (reason: string) =>
      request(`projects/${project.id}/erasures`, {
        method: 'POST',
        body: { personId: person.personId, ...(reason !== '' && { reason }) },
      }),
    onSuccess: () => {
      onClose();
      notify('gs.erasure.requested', { type: 'success' });
      // Where it can be followed: the person's own page will soon have nobody to show.
      void navigate(`/p/${project.id}/settings/data`);
    },
  });
}
