import ImageIcon from '@mui/icons-material/ImageOutlined';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useTheme } from '@mui/material/styles';
import { useNotify, useTranslate } from 'react-admin';
import { usePanelTitle } from '../layout/panel-title.js';
import { imageName } from './image-name.js';

interface Props {
  /** What the picture shows; names the file, too. */
  label: string;
  save(fileName: string, background: string): Promise<void>;
  /** Where it lies over what it saves. */
  isOver?: boolean;
}

/** Hands a picture to the browser as a PNG file. */
export function SavePngButton({ label, save, isOver }: Props) {
  const translate = useTranslate();
  const notify = useNotify();
  const { palette } = useTheme();
  const fileName = imageName(usePanelTitle(), label);
  const onClick = () => {
    save(fileName, palette.background.paper).catch(() => notify('gs.error.imageFailed', { type: 'error' }));
  };
  const text = translate('gs.action.saveImage');
  return (
    <Tooltip title={text}>
      <IconButton
        size="small"
        aria-label={`${text}: ${label}`}
        onClick={onClick}
        className="save-image"
        data-testid="save-image"
        sx={isOver ? OVER : undefined}
      >
        <ImageIcon fontSize="small" />
      </IconButton>
    </Tooltip>
  );
}

const OVER = { position: 'absolute', top: -4, right: 0, zIndex: 1, opacity: { xs: 1, md: 0 } };
