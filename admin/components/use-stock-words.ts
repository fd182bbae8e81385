import { Select, SelectAsync } from '@adminjs/design-system';
import { useTranslation } from 'adminjs';
import { usePanel } from './use-panel.js';

const NOT_SENT = 'messages.There was an error updating record, Check out console to see more information.';

/**
 * Words for what AdminJS says in fixed English: inside every drop-down list, and when a form could not be sent. They must
 * be known before the first list is drawn, so not in an effect.
 */
export function useStockWords(): void {
  const { t, language } = usePanel();
  const { i18n } = useTranslation();
  const words = {
    placeholder: t('select.placeholder'),
    noOptionsMessage: () => t('select.noOptions'),
    loadingMessage: () => t('loading'),
  };
  // The design system takes no words from AdminJS: its defaults are the only way in.
  for (const list of [Select, SelectAsync]) list.defaultProps = { ...list.defaultProps, ...words };
  // The sentence is its own key, and its full stop would be taken for a path.
  i18n.addResource(language, 'translation', NOT_SENT, t('notSent'), { keySeparator: '', silent: true });
}
