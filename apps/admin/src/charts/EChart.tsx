import Box from '@mui/material/Box';
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useRef, useState } from 'react';
import { useLocaleState } from 'react-admin';
import { SaveImageButton } from './SaveImageButton.js';
import { type Pick, usePick } from './usePick.js';

interface Props {
  option: EChartsCoreOption;
  height: number;
  /** What the chart shows, for those who cannot see it; the numbers are in a table beside. */
  label: string;
  testId?: string;
  /** Opens what is behind a period of the axis: by a click, or by arrow keys and Enter. */
  onPick?(pick: Pick): void;
  /** Opens what is behind a drawn thing; `data` is what the option gave it. */
  onPickItem?(data: unknown): void;
}

/** The button is in view while the chart is pointed at, or it has the focus; on a phone always. */
const SHOWS_BUTTON = {
  position: 'relative',
  '&:hover .save-image, .save-image:focus-visible': { opacity: 1 },
};

/** Draws an option as SVG and follows the size of its place. */
export function EChart({ option, height, label, testId, onPick, onPickItem }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useEChart(place);
  useEffect(() => {
    chart?.setOption(option, { notMerge: true });
  }, [chart, option]);
  const picking = usePick(chart, { onPick, onPickItem });
  return (
    <Box sx={SHOWS_BUTTON}>
      <Box
        ref={place}
        role="img"
        aria-label={label}
        data-testid={testId}
        {...picking}
        sx={{ width: '100%', height, '&:focus-visible': { outline: 2, outlineColor: 'primary.main' } }}
      />
      <SaveImageButton place={place} label={label} />
    </Box>
  );
}

function useEChart(place: React.RefObject<HTMLDivElement | null>): EChartsType | null {
  const [chart, setChart] = useState<EChartsType | null>(null);
  const [locale] = useLocaleState();
  useEffect(() => {
    let made: EChartsType | undefined;
    let isGone = false;
    const observer = new ResizeObserver(() => made?.resize());
    void import('./echarts.js').then(({ init }) => {
      if (isGone || !place.current) return;
      made = init(place.current, null, { renderer: 'svg', locale: locale === 'zh' ? 'ZH' : 'EN' });
      observer.observe(place.current);
      setChart(made);
    });
    return () => {
      isGone = true;
      observer.disconnect();
      made?.dispose();
      setChart(null);
    };
  }, [place, locale]);
  return chart;
}
