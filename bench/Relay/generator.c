/* Load: one connected socket per leg, 50 packets a second of 172 bytes each, spread over the 20 ms; counts what comes back in a window.
   Usage: generator LEGS FIRST_PORT RELAY_FIRST_PORT WARMUP_MS WINDOW_MS TOTAL_MS */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static struct sockaddr_in loopback(int port) {
  struct sockaddr_in a;
  memset(&a, 0, sizeof a);
  a.sin_family = AF_INET;
  a.sin_port = htons((uint16_t)port);
  a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return a;
}

int main(int argc, char **argv) {
  if (argc != 7) { fprintf(stderr, "usage: generator LEGS FIRST_PORT RELAY_FIRST_PORT WARMUP_MS WINDOW_MS TOTAL_MS\n"); return 2; }
  int legs = atoi(argv[1]), first = atoi(argv[2]), relay = atoi(argv[3]), warmup = atoi(argv[4]), window = atoi(argv[5]), total = atoi(argv[6]);
  int *fds = calloc((size_t)legs, sizeof *fds);
  for (int i = 0; i < legs; i++) {
    fds[i] = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_in local = loopback(first + i), remote = loopback(relay + 2 * i);
    if (fds[i] < 0 || bind(fds[i], (struct sockaddr *)&local, sizeof local) || connect(fds[i], (struct sockaddr *)&remote, sizeof remote)) { perror("leg"); return 1; }
  }

  unsigned char packet[172], in[2048];
  memset(packet, 0x55, sizeof packet);
  struct timespec start;
  clock_gettime(CLOCK_MONOTONIC, &start);
  long sent = 0, received = 0, late = 0;
  for (long tick = 0; tick < total; tick++) {
    struct timespec due = start, now;
    due.tv_nsec += tick % 1000 * 1000000L;
    due.tv_sec += tick / 1000 + due.tv_nsec / 1000000000L;
    due.tv_nsec %= 1000000000L;
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
    clock_gettime(CLOCK_MONOTONIC, &now);
    if ((now.tv_sec - due.tv_sec) * 1000000000L + now.tv_nsec - due.tv_nsec > 10000000L) late++;
    int counts = tick >= warmup && tick < warmup + window;
    uint16_t seq = (uint16_t)(tick / 20);
    uint32_t stamp = htonl((uint32_t)(tick / 20 * 160));
    for (int i = (int)(tick % 20); i < legs; i += 20) {
      packet[0] = 0x80;
      packet[1] = 0;
      packet[2] = (unsigned char)(seq >> 8);
      packet[3] = (unsigned char)seq;
      memcpy(packet + 4, &stamp, 4);
      uint32_t ssrc = htonl((uint32_t)(i + 1));
      memcpy(packet + 8, &ssrc, 4);
      memcpy(packet + 12, &tick, sizeof tick); /* tells on its return whether it was sent in the window */
      if (send(fds[i], packet, sizeof packet, 0) == sizeof packet && counts) sent++;
      ssize_t length;
      while ((length = recv(fds[i], in, sizeof in, 0)) > 0)
        if (length == 172 && in[171] == 0x55) {
          long stamped;
          memcpy(&stamped, in + 12, sizeof stamped);
          received += stamped >= warmup && stamped < warmup + window;
        }
    }
  }

  printf("{\"sent\":%ld,\"received\":%ld,\"ticksOver10ms\":%ld}\n", sent, received, late);
  return 0;
}
