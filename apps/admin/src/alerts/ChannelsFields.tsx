import { WEBHOOK_FORMATS, type WebhookFormat } from '@groundswell/contracts';
import MailIcon from '@mui/icons-material/MailOutlined';
import RemoveIcon from '@mui/icons-material/RemoveCircleOutline';
import WebhookIcon from '@mui/icons-material/Webhook';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import type { ChannelDraft } from './alert-form.js';

interface Props {
  channels: ChannelDraft[];
  onChange(channels: ChannelDraft[]): void;
}

const newKey = () => Math.random().toString(36).slice(2);

/** Whom it tells. */
export function ChannelsFields({ channels, onChange }: Props) {
  const translate = useTranslate();
  const replace = (channel: ChannelDraft) =>
    onChange(channels.map((one) => (one.key === channel.key ? channel : one)));
  return (
    <Stack spacing={1.5}>
      <Typography variant="subtitle2" component="h3">
        {translate('gs.alerts.channels')}
      </Typography>
      {channels.length === 0 && (
        <Typography variant="body2" color="text.secondary">
          {translate('gs.alerts.noChannels')}
        </Typography>
      )}
      {channels.map((channel) => (
        <Stack key={channel.key} direction="row" spacing={1} alignItems="flex-start">
          <ChannelFields channel={channel} onChange={replace} />
          <IconButton
            aria-label={translate('gs.action.remove')}
            onClick={() => onChange(channels.filter(({ key }) => key !== channel.key))}
          >
            <RemoveIcon fontSize="small" />
          </IconButton>
        </Stack>
      ))}
      <Stack direction="row" spacing={1}>
        <Button
          size="small"
          startIcon={<WebhookIcon fontSize="small" />}
          onClick={() =>
            onChange([...channels, { key: newKey(), type: 'webhook', format: 'slack', url: '', secret: '' }])
          }
        >
          {translate('gs.alerts.addWebhook')}
        </Button>
        <Button
          size="small"
          startIcon={<MailIcon fontSize="small" />}
          onClick={() => onChange([...channels, { key: newKey(), type: 'email', to: '' }])}
        >
          {translate('gs.alerts.addEmail')}
        </Button>
      </Stack>
    </Stack>
  );
}

function ChannelFields({
  channel,
  onChange,
}: {
  channel: ChannelDraft;
  onChange(channel: ChannelDraft): void;
}) {
  const translate = useTranslate();
  if (channel.type === 'kept') {
    const kept = channel.channel;
    return (
      <Typography sx={{ flex: 1, py: 1, overflowWrap: 'anywhere' }}>
        {kept.type === 'email'
          ? kept.to.join(', ')
          : `${translate(`gs.alerts.format.${kept.format}`)} · ${kept.host}`}
      </Typography>
    );
  }
  if (channel.type === 'email') {
    return (
      <TextField
        fullWidth
        required
        label={translate('gs.alerts.to')}
        helperText={translate('gs.alerts.toHelp')}
        value={channel.to}
        onChange={({ target }) => onChange({ ...channel, to: target.value })}
      />
    );
  }
  return (
    <Stack spacing={1} sx={{ flex: 1 }}>
      <TextField
        select
        label={translate('gs.alerts.formatLabel')}
        value={channel.format}
        onChange={({ target }) => onChange({ ...channel, format: target.value as WebhookFormat })}
      >
        {WEBHOOK_FORMATS.map((format) => (
          <MenuItem key={format} value={format}>
            {translate(`gs.alerts.format.${format}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        required
        type="url"
        label={translate('gs.alerts.url')}
        helperText={translate('gs.alerts.urlHelp')}
        value={channel.url}
        onChange={({ target }) => onChange({ ...channel, url: target.value })}
      />
      {channel.format !== 'slack' && (
        <TextField
          type="password"
          autoComplete="off"
          label={translate('gs.alerts.secret')}
          value={channel.secret}
          onChange={({ target }) => onChange({ ...channel, secret: target.value })}
        />
      )}
    </Stack>
  );
}
