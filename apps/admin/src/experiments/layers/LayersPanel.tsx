import type { ExperimentLayer } from '@groundswell/contracts';
import AddIcon from '@mui/icons-material/Add';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import EditIcon from '@mui/icons-material/EditOutlined';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { NameDialog } from '../../dashboards/NameDialog.js';
import { ConfirmDialog } from '../../feedback/ConfirmDialog.js';
import { ReportBody } from '../../feedback/ReportBody.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Panel } from '../../layout/Panel.js';
import { MONO_STACK } from '../../theme/tokens.js';
import { useLayerWrites, useLayers, useMayExperiment } from '../useExperiments.js';
import { freeShare } from '../wizard/free-range.js';
import { LayerBar, LayerLegend } from './LayerBar.js';

type Open = { act: 'new' } | { act: 'rename' | 'delete'; layer: ExperimentLayer };

/** Layers with what each experiment has of them. */
export function LayersPanel() {
  const translate = useTranslate();
  const mayWrite = useMayExperiment();
  const [open, setOpen] = useState<Open | null>(null);
  const add = mayWrite && (
    <Button
      startIcon={<AddIcon fontSize="small" />}
      onClick={() => setOpen({ act: 'new' })}
      data-testid="new-layer"
    >
      {translate('gs.layers.new')}
    </Button>
  );
  return (
    <Panel title={translate('gs.layers.layers')} actions={add} testId="layers">
      <Typography variant="body2" color="text.secondary" sx={{ mb: 2 }}>
        {translate('gs.layers.layersHelp')}
      </Typography>
      <ReportBody report={useLayers()} height={160}>
        {({ data }) => (
          <Stack spacing={3}>
            {data.length === 0 && (
              <Typography color="text.secondary" sx={{ py: 3, textAlign: 'center' }}>
                {translate('gs.layers.noLayers')}
              </Typography>
            )}
            {data.map((layer) => (
              <OneLayer key={layer.id} layer={layer} onAct={mayWrite ? setOpen : null} />
            ))}
          </Stack>
        )}
      </ReportBody>
      {open && <Dialogs open={open} onClose={() => setOpen(null)} />}
    </Panel>
  );
}

function OneLayer({ layer, onAct }: { layer: ExperimentLayer; onAct: ((open: Open) => void) | null }) {
  const translate = useTranslate();
  const format = useFormat();
  const isTaken = layer.taken.length > 0;
  const label = (act: 'rename' | 'delete') => translate(`gs.layers.${act}`, { layer: layer.name });
  return (
    <section aria-label={layer.name} data-testid="layer">
      <Stack direction="row" alignItems="center" gap={1} flexWrap="wrap" sx={{ mb: 0.75 }}>
        <Typography sx={{ fontWeight: 600 }}>{layer.name}</Typography>
        <Typography component="code" sx={{ fontFamily: MONO_STACK, fontSize: 12, color: 'text.secondary' }}>
          {layer.key}
        </Typography>
        <Typography variant="body2" color="text.secondary" sx={{ flex: 1 }} data-testid="layer-free">
          {translate('gs.layers.free', { percent: format.percent(freeShare(layer), 0) })}
        </Typography>
        {onAct && (
          <>
            <IconButton
              size="small"
              aria-label={label('rename')}
              onClick={() => onAct({ act: 'rename', layer })}
            >
              <EditIcon fontSize="small" />
            </IconButton>
            <Tooltip title={isTaken ? translate('gs.layers.inUse') : ''}>
              <span>
                <IconButton
                  size="small"
                  disabled={isTaken}
                  aria-label={label('delete')}
                  onClick={() => onAct({ act: 'delete', layer })}
                >
                  <DeleteIcon fontSize="small" />
                </IconButton>
              </span>
            </Tooltip>
          </>
        )}
      </Stack>
      <LayerBar taken={layer.taken} />
      <LayerLegend taken={layer.taken} />
      {layer.hashVersion === 1 && (
        <Typography variant="body2" color="text.secondary" sx={{ mt: 0.75 }} data-testid="old-hash">
          {translate('gs.layers.oldHash')}
        </Typography>
      )}
    </section>
  );
}

function Dialogs({ open, onClose }: { open: Open; onClose(): void }) {
  const translate = useTranslate();
  const { create, rename, remove } = useLayerWrites();
  if (open.act === 'new')
    return (
      <NameDialog
        title={translate('gs.layers.new')}
        onName={(name) => create.mutateAsync(name)}
        onClose={onClose}
      />
    );
  const { layer, act } = open;
  const title = translate(`gs.layers.${act}`, { layer: layer.name });
  if (act === 'rename')
    return (
      <NameDialog
        title={title}
        name={layer.name}
        onName={(name) => rename.mutateAsync({ layer, name })}
        onClose={onClose}
      />
    );
  return (
    <ConfirmDialog
      title={title}
      text={translate('gs.layers.deleteText')}
      confirm={translate('gs.action.delete')}
      isDangerous
      onConfirm={() => remove.mutateAsync(layer.id)}
      onClose={onClose}
    />
  );
}
