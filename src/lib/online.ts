/**
 * False on a site of files alone (`STATIC_ONLY=yes` at the build): it has no server behind it, so no page may link to
 * the online forms. For the build and the server; a browser has no environment.
 */
export const online = process.env['STATIC_ONLY'] !== 'yes';

/** Where a group that is missing can be told of; undefined on a site of files alone. */
export const tellUsOfAGroup = online ? '/tell-us/group/' : undefined;
