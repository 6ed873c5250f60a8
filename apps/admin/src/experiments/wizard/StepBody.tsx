import { HypothesisStep } from './HypothesisStep.js';
import { MetricsStep } from './MetricsStep.js';
import { ReviewStep } from './ReviewStep.js';
import { TargetingStep } from './TargetingStep.js';
import { TemplateStep } from './TemplateStep.js';
import { VariationsStep } from './VariationsStep.js';
import type { Draft } from './draft.js';
import type { Step } from './problems.js';

export interface StepProps {
  draft: Draft;
  onChange(values: Partial<Draft>): void;
}

interface Props extends StepProps {
  step: Step;
  onTemplate(draft: Draft): void;
}

export function StepBody({ step, onTemplate, ...props }: Props) {
  switch (step) {
    case 'template':
      return <TemplateStep draft={props.draft} onTemplate={onTemplate} />;
    case 'hypothesis':
      return <HypothesisStep {...props} />;
    case 'variations':
      return <VariationsStep {...props} />;
    case 'targeting':
      return <TargetingStep {...props} />;
    case 'metrics':
      return <MetricsStep {...props} />;
    case 'review':
      return <ReviewStep draft={props.draft} />;
  }
}
