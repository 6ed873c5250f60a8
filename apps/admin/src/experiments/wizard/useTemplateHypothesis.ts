import type { ExperimentTemplate } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';

/** What a template's hypothesis begins with. */
export function useTemplateHypothesis(): (template: ExperimentTemplate) => string {
  const translate = useTranslate();
  return (template) =>
    template === 'blank' ? '' : translate(`gs.experiments.templateHypothesis.${template}`);
}
