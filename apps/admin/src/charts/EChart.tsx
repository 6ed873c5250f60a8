import Box from '@mui/material/Box';
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useRef, useState } from 'react';
import { useLocaleState } from 'react-admin';
import { SaveImageButton } from './SaveImageButton.js';

interface Props {
  option: EChartsCoreOption;
  height: number;
  /** What the chart shows, for those who cannot see it; the numbers are in a table beside. */
  label: string;
  testId?: string;
}

/** The button is in view while the chart is pointed at, or it has the focus; on a phone always. */
const SHOWS_BUTTON = {
  position: 'relative',
  '&:hover .save-image, .save-image:focus-visible': { opacity: 1 },
};

/** Draws an option as SVG and follows the size of its place. */
export function EChart({ option, height, label, testId }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useEChart(place);
  useEffect(() => {
    chart?.setOption(option, { notMerge: true });
  }, [chart, option]);
  return (
    <Box sx={SHOWS_BUTTON}>
      <Box ref={place} role="img" aria-label={label} data-testid={testId} sx={{ width: '100%', height }} />
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
