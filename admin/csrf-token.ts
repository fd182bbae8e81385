/** The names that axios, AdminJS's HTTP client, uses by itself: the cookie it reads and the header it sends. */
export const CSRF_COOKIE = 'XSRF-TOKEN';
export const CSRF_HEADER = 'X-XSRF-TOKEN';
/** The same in a form. */
export const CSRF_FIELD = 'csrf';

/** The login form's token, in a cookie and in the form: there is no session yet that it could belong to. */
export const VISITOR_COOKIE = 'studio_visitor';
