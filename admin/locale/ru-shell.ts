export const ruShell = {
  shell: {
    skip: 'Перейти к содержанию',
    menu: 'Меню',
    account: 'Учётная запись:',
    language: 'Язык',
    look: 'Оформление',
    looks: { device: 'Как на устройстве', light: 'Светлое', dark: 'Тёмное' },
    showPassword: 'Показать пароль',
    logout: 'Выйти',
  },
};
