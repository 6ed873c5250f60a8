/** What somebody wants to be seen on every chart over time: something that was released, a campaign, or a note. */
export const ANNOTATION_KINDS = ['release', 'campaign', 'note'] as const;
export type AnnotationKind = (typeof ANNOTATION_KINDS)[number];

export interface Annotation {
  id: number;
  /** Local day, `YYYY-MM-DD`. */
  date: string;
  text: string;
  kind: AnnotationKind;
  version: number;
  createdAt: string;
}
