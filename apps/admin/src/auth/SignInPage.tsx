import VisibilityIcon from '@mui/icons-material/VisibilityOutlined';
import VisibilityOffIcon from '@mui/icons-material/VisibilityOffOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import InputAdornment from '@mui/material/InputAdornment';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslate } from 'react-admin';
import { Navigate, useSearchParams } from 'react-router-dom';
import { LocaleMenu } from '../i18n/LocaleMenu.js';
import { Logo } from '../layout/Logo.js';
import { useDocumentTitle } from '../layout/useDocumentTitle.js';
import { ThemeMenu } from '../theme/ThemeMenu.js';
import { nextPage } from './next-page.js';
import { useMe, signIn } from './session.js';
import { useSignInProblem } from './useSignInProblem.js';

export function SignInPage() {
  const translate = useTranslate();
  const { data: me } = useMe();
  const [params] = useSearchParams();
  useDocumentTitle(translate('gs.signIn.title'));
  if (me) return <Navigate to={nextPage(params.get('next'))} replace />;
  return (
    <Box sx={{ minHeight: '100dvh', display: 'flex', flexDirection: 'column' }}>
      <Stack direction="row" justifyContent="flex-end" spacing={0.5} sx={{ p: 1 }}>
        <LocaleMenu />
        <ThemeMenu />
      </Stack>
      <Box component="main" sx={{ flex: 1, display: 'grid', placeItems: 'center', px: 2, pb: '12vh' }}>
        <Box sx={{ width: '100%', maxWidth: 360 }}>
          <Stack alignItems="center" spacing={1} sx={{ mb: 3, textAlign: 'center' }}>
            <Logo size={40} />
            <Typography component="h1" sx={{ fontSize: 22, lineHeight: '28px', fontWeight: 650 }}>
              Groundswell
            </Typography>
            <Typography color="text.secondary">{translate('gs.app.tagline')}</Typography>
          </Stack>
          <SignInForm />
        </Box>
      </Box>
    </Box>
  );
}

function SignInForm() {
  const translate = useTranslate();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [isMissing, setMissing] = useState(false);
  const attempt = useMutation({ mutationFn: () => signIn(email.trim(), password) });
  const problem = useSignInProblem(attempt.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isIncomplete = email.trim() === '' || password === '';
    setMissing(isIncomplete);
    if (!isIncomplete) attempt.mutate();
  };
  const message = isMissing ? translate('gs.signIn.required') : problem;
  return (
    <Box
      component="form"
      onSubmit={submit}
      noValidate
      sx={{ bgcolor: 'background.paper', border: 1, borderColor: 'divider', borderRadius: '10px', p: 3 }}
    >
      <Stack spacing={2}>
        {message && (
          <Alert severity="error" data-testid="sign-in-error">
            {message}
          </Alert>
        )}
        <TextField
          label={translate('gs.signIn.email')}
          name="email"
          type="email"
          autoComplete="username"
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <PasswordField value={password} onChange={setPassword} />
        <Button
          type="submit"
          variant="contained"
          size="medium"
          loading={attempt.isPending}
          sx={{ height: 40 }}
        >
          {translate('gs.signIn.submit')}
        </Button>
        <Typography variant="caption" color="text.secondary" textAlign="center">
          {translate('gs.signIn.help')}
        </Typography>
      </Stack>
    </Box>
  );
}

function PasswordField({ value, onChange }: { value: string; onChange(value: string): void }) {
  const translate = useTranslate();
  const [isShown, setShown] = useState(false);
  const toggle = translate(isShown ? 'gs.signIn.hidePassword' : 'gs.signIn.showPassword');
  const button = (
    <InputAdornment position="end">
      <IconButton aria-label={toggle} onClick={() => setShown(!isShown)} edge="end">
        {isShown ? <VisibilityOffIcon fontSize="small" /> : <VisibilityIcon fontSize="small" />}
      </IconButton>
    </InputAdornment>
  );
  return (
    <TextField
      label={translate('gs.signIn.password')}
      name="password"
      type={isShown ? 'text' : 'password'}
      autoComplete="current-password"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{ input: { endAdornment: button } }}
    />
  );
}
