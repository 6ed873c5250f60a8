import type { EChartsType } from 'echarts/core';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslate } from 'react-admin';

/** What was pointed at. */
export interface Pick {
  /** Of the category axis. */
  index: number;
  /** Height on the value axis; null where a period was chosen by keyboard. */
  value: number | null;
}

interface Handlers {
  onPick?(pick: Pick): void;
  onPickItem?(data: unknown): void;
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };

/** Lets a chart be picked from. @returns props of its place */
export function usePick(chart: EChartsType | null, handlers: Handlers) {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  usePointer(chart, latest, handlers.onPick !== undefined);
  return useKeys(chart, handlers.onPick);
}

function usePointer(chart: EChartsType | null, latest: React.RefObject<Handlers>, picksPeriods: boolean) {
  useEffect(() => {
    if (!chart) return;
    const zr = chart.getZr();
    const click = ({ offsetX, offsetY }: { offsetX: number; offsetY: number }) => {
      const at = [offsetX, offsetY];
      if (!latest.current.onPick || !chart.containPixel('grid', at)) return;
      const [index, value] = chart.convertFromPixel('grid', at) as [number, number];
      latest.current.onPick({ index: Math.round(index), value });
    };
    const item = ({ data }: { data: unknown }) => latest.current.onPickItem?.(data);
    const point = ({ offsetX, offsetY }: { offsetX: number; offsetY: number }) => {
      if (picksPeriods && chart.containPixel('grid', [offsetX, offsetY])) zr.setCursorStyle('pointer');
    };
    zr.on('click', click);
    zr.on('mousemove', point);
    chart.on('click', item as never);
    return () => {
      if (chart.isDisposed()) return;
      zr.off('click', click);
      zr.off('mousemove', point);
      chart.off('click', item);
    };
  }, [chart, latest, picksPeriods]);
}

function useKeys(chart: EChartsType | null, onPick: Handlers['onPick']) {
  const translate = useTranslate();
  const at = useRef<number | null>(null);
  if (!onPick) return {};
  const onKeyDown = (event: KeyboardEvent) => {
    const count = chart ? categoriesOf(chart) : 0;
    if (!chart || count === 0) return;
    if (event.key === 'Enter' && at.current !== null) onPick({ index: at.current, value: null });
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    at.current = Math.min(Math.max((at.current ?? (step > 0 ? -1 : count)) + step, 0), count - 1);
    const x = chart.convertToPixel({ xAxisIndex: 0 }, at.current);
    chart.dispatchAction({ type: 'showTip', x, y: chart.getHeight() / 2 });
  };
  const onBlur = () => {
    at.current = null;
    if (chart && !chart.isDisposed()) chart.dispatchAction({ type: 'hideTip' });
  };
  return { tabIndex: 0, onKeyDown, onBlur, 'aria-description': translate('gs.behind.chartKeys') };
}

function categoriesOf(chart: EChartsType): number {
  const [axis] = (chart.getOption().xAxis ?? []) as { data?: unknown[] }[];
  return axis?.data?.length ?? 0;
}
