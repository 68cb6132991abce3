/** Return the secret that writes carry; signing in again elsewhere changes it, so it is read anew each time. */
export const csrfCookie = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
