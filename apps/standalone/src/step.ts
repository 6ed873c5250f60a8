/** Shows one part of the start with its time; `note` says what it is at. */
export interface Step {
  <T>(title: string, work: (note: (text: string) => void) => Promise<T>): Promise<T>;
  say(text: string): void;
}

export type StepRunner = <T>(title: string, work: (note: (text: string) => void) => Promise<T>) => Promise<T>;

export function createStep(run: StepRunner, say: (text: string) => void): Step {
  return Object.assign(run, { say });
}
