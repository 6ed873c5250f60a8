import { describe, expect, it } from '@jest/globals';
import { type Behind, counterparts, readBehind, writeBehind } from './behind.js';

const read = (behind: Behind) => readBehind(new URLSearchParams({ behind: writeBehind(behind) }));
const RETURNED: Behind = {
  kind: 'retention',
  side: 'b',
  cell: { cohort: '2024-03-01', breakdown: 'web', n: 3, returned: false },
};

describe('the number that is opened', () => {
  it.each<Behind>([
    RETURNED,
    { kind: 'activeUsers', side: '', cell: { bucket: '2024-03-01', breakdown: null } },
    { kind: 'stickiness', side: '', cell: { days: 4 } },
    { kind: 'paths', side: '', cell: { step: 1, source: 'a"b', target: '<c>' } },
    { kind: 'funnel', side: '', cell: { step: 2, outcome: 'droppedOff', breakdown: null } },
  ])('comes back from the URL as it was written: $kind', (behind) => {
    expect(read(behind)).toEqual(behind);
  });

  it.each([
    '',
    '{',
    '7',
    '{"kind":"toString"}',
    '{"kind":"activeUsers"}',
    '{"kind":"stickiness","days":"x"}',
  ])('is none where the link says %j', (behind) => {
    expect(readBehind(new URLSearchParams({ behind }))).toBeNull();
  });

  it('has the others of its group beside it', () => {
    expect(counterparts(RETURNED)?.map(({ cell }) => 'returned' in cell && cell.returned)).toEqual([
      true,
      false,
    ]);
    const funnel = (step: number): Behind => ({
      kind: 'funnel',
      side: '',
      cell: { step, outcome: 'converted', breakdown: null },
    });
    expect(counterparts(funnel(0))).toBeNull();
    expect(counterparts(funnel(1))?.map(({ key }) => key)).toEqual(['converted', 'droppedOff']);
  });
});
