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
  loginExpired: 'Страница была открыта слишком долго. Войдите ещё раз.',
  codeTitle: 'Код из приложения',
  codeHint: 'Шесть цифр, которые сейчас показывает приложение, или один из запасных кодов.',
  code: 'Код',
  codeBack: 'Войти под другим именем',
  wrongCode: 'Код не подходит. Каждый код действует один раз и полминуты.',
  tooManyCodes: 'Слишком много попыток. Попробуйте через 15 минут.',
};
