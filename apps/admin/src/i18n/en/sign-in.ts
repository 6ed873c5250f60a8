export const signIn = {
  title: 'Sign in',
  email: 'E-mail',
  password: 'Password',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  submit: 'Sign in',
  wrong: 'E-mail or password is not right.',
  tooMany:
    'Too many failed sign-ins. Try again in %{smart_count} second. |||| Too many failed sign-ins. Try again in %{smart_count} seconds.',
  required: 'Fill in e-mail and password.',
  help: 'The first sign-in was printed by the server at its first start.',
};
