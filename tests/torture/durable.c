/*
 * Loss of power, simulated: what a program wrote is on the disk only once it has asked for that (fsync, fdatasync).
 * Loaded before a program (LD_PRELOAD), this copies each file under $TORTURE_DIR to $TORTURE_DISK whenever the
 * program syncs it. After a kill the copies are what a disk without power would have kept, and not a byte more.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file that was removed is gone from the disk once its folder is synced; until then power brings it back. */
static void keep_removals(const char *dir, const char *disk) {
  DIR *d = opendir(disk);
  if (!d) return;
  for (struct dirent *e; (e = readdir(d));) {
    char here[4400], there[4400];
    snprintf(here, sizeof here, "%s/%s", dir, e->d_name);
    snprintf(there, sizeof there, "%s/%s", disk, e->d_name);
    if (e->d_name[0] != '.' && access(here, F_OK) != 0) unlink(there);
  }
  closedir(d);
}

static void keep(int fd) {
  const char *dir = getenv("TORTURE_DIR"), *disk = getenv("TORTURE_DISK");
  char link[64], path[4096], to[4200], part[4300], buffer[65536];
  if (!dir || !disk) return;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n <= 0) return;
  path[n] = 0;
  if (strcmp(path, dir) == 0) { keep_removals(dir, disk); return; }
  if (strncmp(path, dir, strlen(dir)) != 0 || path[strlen(dir)] != '/') return;
  if (strchr(path + strlen(dir) + 1, '/')) return;
  snprintf(to, sizeof to, "%s%s", disk, path + strlen(dir));
  snprintf(part, sizeof part, "%s.part", to);
  int in = open(path, O_RDONLY), out = open(part, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ssize_t got = -1;
  if (in >= 0 && out >= 0)
    while ((got = read(in, buffer, sizeof buffer)) > 0)
      if (write(out, buffer, got) != got) { got = -1; break; }
  if (in >= 0) close(in);
  if (out >= 0) close(out);
  /* Whole or not at all: a copy cut short by the kill is a sync that never ended. */
  if (got == 0) rename(part, to);
}

int fsync(int fd) {
  static int (*real)(int);
  if (!real) real = dlsym(RTLD_NEXT, "fsync");
  int done = real(fd);
  if (done == 0) keep(fd);
  return done;
}

int fdatasync(int fd) {
  static int (*real)(int);
  if (!real) real = dlsym(RTLD_NEXT, "fdatasync");
  int done = real(fd);
  if (done == 0) keep(fd);
  return done;
}
