/** The login page, drawn by the server. */
export const enLogin = {
  title: 'Log in',
  subtitle: 'Staff login',
  email: 'E-mail',
  password: 'Password',
  show: 'Show password',
  submit: 'Log in',
  sending: 'Logging in…',
  language: 'Language',
  invalidCredentials: 'Wrong e-mail or password.',
  tooManyLogins: 'Too many attempts to log in. Try again in 15 minutes.',
  loginUnavailable: 'Logging in is not possible right now. Try again in a minute.',
};
