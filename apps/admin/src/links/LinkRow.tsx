import type { Link, LinkStats } from '@groundswell/contracts';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import EditIcon from '@mui/icons-material/EditOutlined';
import QrIcon from '@mui/icons-material/QrCode2Outlined';
import IconButton from '@mui/material/IconButton';
import MuiLink from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { Theme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useNotify, useTranslate } from 'react-admin';
import { CopyButton } from '../feedback/CopyButton.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { useFormat } from '../i18n/useFormat.js';
import { useProject } from '../projects/ProjectContext.js';
import { useLinkWrites, useMayCampaign } from './useLinks.js';

interface Props {
  link: Link;
  /** Undefined while they are fetched. */
  stats: Pick<LinkStats, 'clicks' | 'people' | 'signUps'> | undefined;
  onEdit(): void;
  onDelete(): void;
}

export function LinkRow({ link, stats, onEdit, onDelete }: Props) {
  const format = useFormat();
  const mayWrite = useMayCampaign();
  const number = (value: number | undefined) => (value === undefined ? '' : format.number(value));
  const isPhone = useIsPhone();
  const active = <Active link={link} mayWrite={mayWrite} />;
  const share = <Share link={link} mayWrite={mayWrite} onEdit={onEdit} onDelete={onDelete} />;
  const row = (
    <TableRow hover data-testid="link-row" sx={isPhone ? { '& > td': { borderBottom: 0 } } : {}}>
      <TableCell sx={{ minWidth: { xs: 128, sm: 180 }, maxWidth: 360 }}>
        <Typography variant="body2" fontWeight={600} sx={{ overflowWrap: 'anywhere' }}>
          {link.name}
        </Typography>
        <Typography variant="caption" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
          /l/{link.code} → {link.destination}
        </Typography>
      </TableCell>
      <TableCell align="right">{number(stats?.clicks)}</TableCell>
      <TableCell align="right">{number(stats?.people)}</TableCell>
      <TableCell align="right">{number(stats?.signUps)}</TableCell>
      {!isPhone && <TableCell>{active}</TableCell>}
      {!isPhone && <TableCell>{share}</TableCell>}
    </TableRow>
  );
  if (!isPhone) return row;
  return (
    <>
      {row}
      <TableRow>
        <TableCell colSpan={4} sx={{ pt: 0 }}>
          <Stack direction="row" alignItems="center" gap={1}>
            {active}
            {share}
          </Stack>
        </TableCell>
      </TableRow>
    </>
  );
}

/** There a link's switch and what can be done with it have a line of their own. */
export const useIsPhone = () => useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));

function Share({ link, mayWrite, onEdit, onDelete }: Omit<Props, 'stats'> & { mayWrite: boolean }) {
  const translate = useTranslate();
  const address = `${window.location.origin}/l/${link.code}`;
  return (
    <Stack direction="row" alignItems="center" gap={0.5}>
      <CopyButton text={address} label={translate('gs.links.copy', { name: link.name })} />
      <QrCode link={link} />
      {mayWrite && (
        <>
          <IconButton
            size="small"
            onClick={onEdit}
            aria-label={translate('gs.links.editOf', { name: link.name })}
          >
            <EditIcon fontSize="small" />
          </IconButton>
          <IconButton
            size="small"
            onClick={onDelete}
            aria-label={translate('gs.links.deleteOf', { name: link.name })}
          >
            <DeleteIcon fontSize="small" />
          </IconButton>
        </>
      )}
    </Stack>
  );
}

function Active({ link, mayWrite }: { link: Link; mayWrite: boolean }) {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const { change } = useLinkWrites();
  return (
    <Switch
      size="small"
      checked={link.enabled}
      disabled={!mayWrite || change.isPending}
      onChange={(_, enabled) =>
        change.mutate(
          { link, enabled },
          { onError: (error) => notify(errorText(error), { type: 'warning' }) },
        )
      }
      slotProps={{ input: { 'aria-label': translate('gs.links.activeOf', { name: link.name }) } }}
    />
  );
}

/** Both files of the code; the API draws it for the address that it is asked under. */
function QrCode({ link }: { link: Link }) {
  const translate = useTranslate();
  const { project } = useProject();
  const file = (format: string) =>
    `/api/projects/${project.id}/links/${link.id}/qr?format=${format}&size=1024`;
  return (
    <Stack
      direction="row"
      alignItems="center"
      gap={0.5}
      role="group"
      aria-label={translate('gs.links.qrOf', { name: link.name })}
    >
      <QrIcon fontSize="small" sx={{ color: 'text.secondary' }} />
      {['svg', 'png'].map((format) => (
        <MuiLink key={format} href={file(format)} download variant="caption">
          {format.toUpperCase()}
        </MuiLink>
      ))}
    </Stack>
  );
}
