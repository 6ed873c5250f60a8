import { EXPERIMENT_TEMPLATES } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { useParams } from 'react-router-dom';
import { EmptyState } from '../../feedback/EmptyState.js';
import { ReportBody } from '../../feedback/ReportBody.js';
import { PageHeader } from '../../layout/PageHeader.js';
import { useUrlState } from '../../layout/useUrlState.js';
import { useExperiment, useMayExperiment } from '../useExperiments.js';
import { Wizard } from './Wizard.js';
import { draftOfExperiment, draftOfTemplate } from './draft.js';
import { useTemplateHypothesis } from './useTemplateHypothesis.js';

export function NewExperimentPage() {
  const translate = useTranslate();
  const [params] = useUrlState();
  const template = EXPERIMENT_TEMPLATES.find((one) => one === params.get('template')) ?? 'blank';
  const hypothesis = useTemplateHypothesis()(template);
  if (!useMayExperiment()) return <NotAllowed />;
  return (
    <>
      <PageHeader title={translate('gs.experiments.new')} />
      <Wizard start={draftOfTemplate(template, hypothesis)} experiment={null} />
    </>
  );
}

export function EditDraftPage() {
  const { id = '' } = useParams();
  const experiment = useExperiment(id);
  if (!useMayExperiment()) return <NotAllowed />;
  return (
    <ReportBody report={experiment} height={480}>
      {(found) => (
        <>
          <PageHeader title={found.name} />
          <Wizard start={draftOfExperiment(found)} experiment={found} />
        </>
      )}
    </ReportBody>
  );
}

function NotAllowed() {
  const translate = useTranslate();
  return <EmptyState title={translate('gs.experiments.notAllowed')} />;
}
