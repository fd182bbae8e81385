/** What stands around every page: top bar, menu, look. */
export const enShell = {
  shell: {
    skip: 'Skip to the content',
    menu: 'Menu',
    account: 'Account:',
    language: 'Language',
    look: 'Look',
    looks: { device: 'As the device', light: 'Light', dark: 'Dark' },
    showPassword: 'Show password',
    logout: 'Log out',
  },
};
