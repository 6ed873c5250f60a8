import { useMutation } from '@tanstack/react-query';
import { useNotify, useStore, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { request } from '../api/http.js';
import { queryClient } from '../api/query-client.js';
import type { ProjectView } from '../api/types.js';
import { TypedConfirmDialog } from '../feedback/TypedConfirmDialog.js';
import { useFormat } from '../i18n/useFormat.js';
import { PROJECTS_KEY } from '../projects/useProjects.js';

interface Props {
  project: ProjectView;
  onClose(): void;
}

/** Deletes a project once its name was typed. */
export function DeleteProjectDialog({ project, onClose }: Props) {
  const translate = useTranslate();
  const deleting = useDeleting(project);
  const { name } = project;
  return (
    <TypedConfirmDialog
      testId="delete-project-dialog"
      title={translate('gs.deletion.title', { name })}
      goes={translate('gs.deletion.goes')}
      lines={useWhatGoes(project)}
      final={translate('gs.deletion.final')}
      word={name}
      label={translate('gs.deletion.typeName')}
      help={translate('gs.deletion.typeNameHelp', { name })}
      confirm={translate('gs.deletion.confirm')}
      action={deleting}
      onConfirm={() => deleting.mutate()}
      onClose={onClose}
    />
  );
}

function useWhatGoes({ firstDay, lastDay, demo }: ProjectView): string[] {
  const translate = useTranslate();
  const format = useFormat();
  const events =
    firstDay && lastDay
      ? translate('gs.deletion.goesEvents', { from: format.day(firstDay), to: format.day(lastDay) })
      : translate('gs.deletion.goesNoEvents');
  return [
    events,
    translate('gs.deletion.goesPeople'),
    translate('gs.deletion.goesWork'),
    translate('gs.deletion.goesKeys'),
    translate('gs.deletion.goesLinks'),
    ...(demo ? [translate('gs.deletion.goesDemo')] : []),
  ];
}

/** Afterwards the home page finds another project, or offers to make one. */
function useDeleting({ id, name }: ProjectView) {
  const notify = useNotify();
  const navigate = useNavigate();
  const [, remember] = useStore<number | undefined>('gs.lastProject');
  return useMutation({
    mutationFn: () => request(`projects/${id}`, { method: 'DELETE' }),
    onSuccess: async () => {
      remember(undefined);
      await queryClient.invalidateQueries({ queryKey: PROJECTS_KEY, refetchType: 'all' });
      await navigate('/', { replace: true });
      notify('gs.deletion.done', { type: 'success', messageArgs: { name } });
    },
  });
}
