/** Слова настроек о входе в панель и о сроках хранения. */
export const ruSafetySettings = {
  groups: { logins: 'Вход в панель', retention: 'Сколько хранить личные данные' },
  sessionIdleMinutes: 'Через сколько минут без действий нужен новый вход',
  sessionIdleMinutesHint: 'От 5 минут до суток. Набранное в формах при этом не пропадает.',
  sessionHours: 'Через сколько часов входить заново',
  sessionHoursHint: 'Сколько бы человек ни работал: от 1 до 72.',
  keepMessageTextsDays: 'Тексты отправленных сообщений, дней',
  keepMessageTextsDaysHint: 'Что сообщение ушло, видно и дальше. Тексты рассылок хранятся вместе с рассылкой.',
  keepAnswersDays: 'Ответы программам на повторные запросы, дней',
  keepAnswersDaysHint: 'Обычно хватает трёх дней.',
  keepAuditValuesDays: 'Имена, телефоны и заметки в журнале, дней',
  keepAuditValuesDaysHint: 'Кто, что и когда изменил, остаётся. 0 — хранить всегда.',
  keepArchivedClientsDays: 'Клиентов в архиве, дней',
  keepArchivedClientsDaysHint:
    'Потом их личные данные стираются насовсем; абонементы и деньги остаются в истории без имени. 0 — не стирать.',
} as const;
