import type { enLogin } from './en-login.js';

export const ruLogin: typeof enLogin = {
  title: 'Вход',
  subtitle: 'Вход для сотрудников',
  email: 'Почта',
  password: 'Пароль',
  show: 'Показать пароль',
  submit: 'Войти',
  sending: 'Входим…',
  language: 'Язык',
  invalidCredentials: 'Неверная почта или пароль.',
  tooManyLogins: 'Слишком много попыток входа. Попробуйте через 15 минут.',
  loginUnavailable: 'Сейчас войти нельзя. Попробуйте через минуту.',
};
