/* The yardstick: a plain epoll relay. One connected UDP socket per leg, legs 2k and 2k+1 bridged, own SSRC and sequence out.
   Prints CPU per relayed packet over one window, as JSON. Usage: relay LEGS FIRST_PORT PEER_FIRST_PORT WARMUP_MS WINDOW_MS */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct leg { int fd; uint32_t ssrc; uint16_t seq; int started; uint16_t offset; };

static int64_t now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

struct cpu { double user, system; };

static struct cpu cpu_us(void) {
  struct rusage r;
  getrusage(RUSAGE_SELF, &r);
  return (struct cpu){ r.ru_utime.tv_sec * 1e6 + r.ru_utime.tv_usec, r.ru_stime.tv_sec * 1e6 + r.ru_stime.tv_usec };
}

static struct sockaddr_in loopback(int port) {
  struct sockaddr_in a;
  memset(&a, 0, sizeof a);
  a.sin_family = AF_INET;
  a.sin_port = htons((uint16_t)port);
  a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return a;
}

int main(int argc, char **argv) {
  if (argc != 6) { fprintf(stderr, "usage: relay LEGS FIRST_PORT PEER_FIRST_PORT WARMUP_MS WINDOW_MS\n"); return 2; }
  int legs = atoi(argv[1]), first = atoi(argv[2]), peer = atoi(argv[3]), warmup = atoi(argv[4]), window = atoi(argv[5]);
  struct leg *all = calloc((size_t)legs, sizeof *all);
  int epoll = epoll_create1(EPOLL_CLOEXEC);
  for (int i = 0; i < legs; i++) {
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_in local = loopback(first + 2 * i), remote = loopback(peer + i);
    if (fd < 0 || bind(fd, (struct sockaddr *)&local, sizeof local) || connect(fd, (struct sockaddr *)&remote, sizeof remote)) { perror("leg"); return 1; }
    all[i].fd = fd;
    all[i].ssrc = (uint32_t)(0x1000 + i);
    struct epoll_event ev = { .events = EPOLLIN, .data.u32 = (uint32_t)i };
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &ev)) { perror("epoll_ctl"); return 1; }
  }
  printf("ready\n");
  fflush(stdout);

  struct epoll_event events[512];
  unsigned char packet[2048];
  int64_t begin = 0, from = 0;
  struct cpu cpu = { 0, 0 };
  long relayed = 0, counted = 0;
  for (;;) {
    int n = epoll_wait(epoll, events, 512, 1000);
    for (int k = 0; k < n; k++) {
      uint32_t i = events[k].data.u32;
      struct leg *out = &all[i ^ 1];
      ssize_t length = recv(all[i].fd, packet, sizeof packet, 0);
      if (length < 12 || packet[0] >> 6 != 2) continue;
      uint16_t seq = (uint16_t)(packet[2] << 8 | packet[3]);
      if (!out->started) { out->started = 1; out->offset = (uint16_t)(1 - seq); }
      seq = (uint16_t)(seq + out->offset);
      packet[2] = (unsigned char)(seq >> 8);
      packet[3] = (unsigned char)seq;
      uint32_t ssrc = htonl(out->ssrc);
      memcpy(packet + 8, &ssrc, 4);
      if (send(out->fd, packet, (size_t)length, 0) == length) relayed++;
    }
    int64_t t = now_ms();
    if (!begin && relayed) begin = t;
    if (begin && !from && t - begin >= warmup) { from = t; cpu = cpu_us(); counted = relayed; }
    if (from && t - from >= window) {
      long packets = relayed - counted;
      double user = (cpu_us().user - cpu.user) / (double)packets, system = (cpu_us().system - cpu.system) / (double)packets;
      printf("{\"relay\":\"c\",\"packets\":%ld,\"usPerPacket\":%.3f,\"user\":%.3f,\"system\":%.3f,\"bytesPerPacket\":0}\n", packets, user + system, user, system);
      fflush(stdout);
      from = INT64_MAX / 2;
    }
    if (from > INT64_MAX / 4 && n == 0) return 0; /* the generator has stopped */
  }
}
