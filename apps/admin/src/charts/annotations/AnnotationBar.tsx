import type { Annotation } from '@groundswell/contracts';
import AddIcon from '@mui/icons-material/AddCommentOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';
import { useProject } from '../../projects/ProjectContext.js';
import { useScheme } from '../../theme/useTokens.js';
import { AnnotationDialog } from './AnnotationDialog.js';
import { kindColor } from './mark-annotations.js';

interface Props {
  /** Those that the chart shows. */
  annotations: readonly Annotation[];
  /** Where a new one begins. */
  date: string;
}

/** The chart's annotations in words, each open to change, and a way to add one. */
export function AnnotationBar({ annotations, date }: Props) {
  const translate = useTranslate();
  const { project } = useProject();
  const [open, setOpen] = useState<Annotation | 'new' | null>(null);
  const mayWrite = ['owner', 'admin', 'analyst'].includes(project.role);
  if (annotations.length === 0 && !mayWrite) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, mt: 0.5, mx: -0.75 }}>
      <Box component="ul" aria-label={translate('gs.annotations.title')} sx={LIST}>
        {annotations.map((annotation) => (
          <li key={annotation.id}>
            <Item annotation={annotation} onOpen={mayWrite ? () => setOpen(annotation) : undefined} />
          </li>
        ))}
      </Box>
      {mayWrite && (
        <Button
          size="small"
          color="inherit"
          startIcon={<AddIcon fontSize="small" />}
          onClick={() => setOpen('new')}
          data-testid="add-annotation"
          sx={{ color: 'text.secondary', fontWeight: 400 }}
        >
          {translate('gs.annotations.add')}
        </Button>
      )}
      {open && (
        <AnnotationDialog existing={open === 'new' ? null : open} date={date} onClose={() => setOpen(null)} />
      )}
    </Box>
  );
}

const LIST = { display: 'contents', listStyle: 'none', m: 0, p: 0 };

function Item({ annotation, onOpen }: { annotation: Annotation; onOpen?: () => void }) {
  const translate = useTranslate();
  const format = useFormat();
  const scheme = useScheme();
  const { date, text, kind } = annotation;
  return (
    <ButtonBase
      disabled={!onOpen}
      onClick={onOpen}
      title={text}
      data-testid="annotation"
      sx={{
        gap: 0.75,
        px: 0.75,
        height: 28,
        maxWidth: 320,
        borderRadius: 1,
        fontSize: 12,
        '&:hover': { bgcolor: 'action.hover' },
      }}
    >
      <Box
        component="span"
        sx={{ width: 0, height: 12, borderLeft: `2px dashed ${kindColor(kind, scheme)}` }}
      />
      <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
        {format.shortDay(date)} · {translate(`gs.annotations.${kind}`)}
      </Box>
      <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
        {text}
      </Box>
    </ButtonBase>
  );
}
