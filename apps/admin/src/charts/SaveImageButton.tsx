import ImageIcon from '@mui/icons-material/ImageOutlined';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useTheme } from '@mui/material/styles';
import type { RefObject } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { saveImage } from './save-image.js';

/** Saves the chart in `place` as a PNG. */
export function SaveImageButton({
  place,
  label,
}: {
  place: RefObject<HTMLDivElement | null>;
  label: string;
}) {
  const translate = useTranslate();
  const notify = useNotify();
  const { palette } = useTheme();
  const save = () => {
    const svg = place.current?.querySelector('svg');
    if (!svg) return;
    const fileName = `${label.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}.png`;
    saveImage(svg, fileName, palette.background.paper).catch(() =>
      notify('gs.error.imageFailed', { type: 'error' }),
    );
  };
  const text = translate('gs.action.saveImage');
  return (
    <Tooltip title={text}>
      <IconButton
        size="small"
        aria-label={`${text}: ${label}`}
        onClick={save}
        className="save-image"
        sx={{ position: 'absolute', top: -4, right: 0, zIndex: 1, opacity: { xs: 1, md: 0 } }}
      >
        <ImageIcon fontSize="small" />
      </IconButton>
    </Tooltip>
  );
}
