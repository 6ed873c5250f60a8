import type { ActiveEvents } from '@groundswell/contracts';

export type ActiveMode = 'default' | 'only' | 'except';

export function modeOf(active: ActiveEvents): ActiveMode {
  if (active.only) return 'only';
  return active.except?.length ? 'except' : 'default';
}

export function namesOf(active: ActiveEvents): string[] {
  return active.only ?? active.except ?? [];
}

export function toActiveEvents(mode: ActiveMode, names: string[]): ActiveEvents {
  return mode === 'default' ? {} : { [mode]: names };
}
