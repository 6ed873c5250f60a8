export const annotations = {
  title: 'Annotations',
  add: 'Add annotation',
  edit: 'Change annotation',
  date: 'Date',
  kind: 'Kind',
  text: 'Text',
  help: 'Shown on every chart over time.',
  release: 'Release',
  campaign: 'Campaign',
  note: 'Note',
};
