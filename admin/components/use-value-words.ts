import { useTranslation } from 'adminjs';

/** The words of a stored value, as lists show it: `("Delivery", "status", "sent")`. */
export function useValueWords(): (resourceId: string, property: string, value: string) => string {
  const { t } = useTranslation();
  return (resourceId, property, value) => String(t(`resources.${resourceId}.labels.${property}.${value}`));
}
