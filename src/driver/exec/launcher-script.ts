/** What differs between systems: numbers of system calls, 0 where the system has none, and the unit in which the peak of memory is told. */
export interface LauncherNumbers {
  readonly wait4: number;
  readonly clockGettime: number;
  readonly pidfdOpen: number;
  readonly isDarwin: boolean;
}

const known: Readonly<Record<string, LauncherNumbers>> = {
  'linux x64': { wait4: 61, clockGettime: 228, pidfdOpen: 434, isDarwin: false },
  'linux arm64': { wait4: 260, clockGettime: 113, pidfdOpen: 434, isDarwin: false },
  'darwin x64': { wait4: 7, clockGettime: 0, pidfdOpen: 0, isDarwin: true },
  'darwin arm64': { wait4: 7, clockGettime: 0, pidfdOpen: 0, isDarwin: true },
};

/** The numbers of this system; null where no launcher is known to work. */
export function launcherNumbers(platform: string, architecture: string): LauncherNumbers | null {
  return known[`${platform} ${architecture}`] ?? null;
}

/**
 * A small program in Perl that starts commands, one at a time, and tells what each cost. Node learns nothing of a child's resources, and could not if it
 * tried: a process begins its peak memory with that of whoever forked it, so it has to be forked by something small (this is; what takes less than 3 MB counts as 3 MB). Nothing of its own is measured: the
 * time begins in the child right before the exec, and ends when the launcher is woken by the child's end; what the child had
 * computed until then is taken off its CPU time.
 *
 * Frames on both sides: a length of four bytes, a letter, a number of four bytes. To it, on standard input: `R` run this, with the bytes of
 * output that are kept at the most (below 0 for none, and any number may come), a letter for whether there is input, the input, then program and arguments; `K` kill it.
 * From it, on descriptor 3: `H` here I am, and able to measure; `S` lives for longer than a moment, with its process; `F` could not be started, with the
 * error's number; `E` ended, with figures, what it printed, and the last of its standard error. When standard input ends it kills what runs, and ends.
 *
 * Only the core of Perl is used, no module: these come with every Debian, and nothing has to be loaded. Output goes through real pipes, which a
 * command may open by name and write to without waiting for us. The dead are collected last, so that their number is nobody else's while their group is killed.
 */
export const launcherScript: string = String.raw`
use strict;
my ($wait4, $clock, $pidfd, $darwin) = map { $_ + 0 } splice(@ARGV, 0, 4);
while (@ARGV) { my $name = shift @ARGV; $ENV{$name} = shift @ARGV }
require Time::HiRes unless $clock;
$SIG{PIPE} = 'IGNORE';
$SIG{CHLD} = sub { };
open(my $tell, '>&=', 3) or exit 71;
fcntl($tell, 2, 1);
open(my $nothing, '<', '/dev/null') or exit 71;
my ($in, $over, $current, $running, @orders) = ('', 0, 0, 0);

sub nanos {
  my ($which) = @_;
  return 1e9 * Time::HiRes::clock_gettime($which == 1 ? Time::HiRes::CLOCK_MONOTONIC() : Time::HiRes::CLOCK_PROCESS_CPUTIME_ID()) unless $clock;
  my $time = "\0" x 16;
  syscall($clock, $which + 0, $time);
  my ($seconds, $nanos) = unpack('q2', $time);
  return $seconds * 1_000_000_000 + $nanos;
}

sub now { return nanos(1) }

sub say_frame {
  my $frame = pack('N/a*', $_[0]);
  my $at = 0;
  while ($at < length $frame) {
    my $wrote = syswrite($tell, $frame, length($frame) - $at, $at);
    if (!defined $wrote) {
      next if $! == 4;
      kill('KILL', -$running) if $running;
      exit 72;
    }
    $at += $wrote;
  }
  undef $frame;
}

sub hear {
  my $read = sysread(STDIN, $in, 65536, length $in);
  $over = 1 if defined $read && $read == 0;
  while (length $in >= 4) {
    my $length = unpack('N', $in);
    last if length $in < 4 + $length;
    my $frame = substr($in, 4, $length);
    substr($in, 0, 4 + $length) = '';
    if (substr($frame, 0, 1) eq 'R') { push @orders, $frame }
    elsif ($running && unpack('x N', $frame) == $current) { kill('KILL', -$running) }
    undef $frame;
  }
  if ($in eq '') { undef $in; $in = '' }
  kill('KILL', -$running) if $over && $running;
}

sub feed {
  my ($text, $reader, $writer) = @_;
  if (length $text <= 16384) { syswrite($writer, $text); close $writer; undef $text; return 0 }
  my $feeder = fork;
  if (defined $feeder && $feeder == 0) {
    close $reader; close $tell; close STDIN;
    my $at = 0;
    while ($at < length $text) {
      my $wrote = syswrite($writer, $text, 65536, $at);
      exit 0 unless $wrote;
      $at += $wrote;
    }
    exit 0;
  }
  close $writer;
  undef $text;
  return $feeder || 0;
}

sub collect {
  my ($pid, $options) = @_;
  my ($status, $usage) = ("\0" x 8, "\0" x 256);
  my $got = 0;
  for (;;) {
    $got = syscall($wait4, $pid, $status, $options, $usage);
    last unless $got == -1 && $! == 4;
  }
  return () unless $got == $pid;
  my ($us, $um, $ss, $sm, $peak) = unpack($darwin ? 'q l x4 q l x4 q' : 'q5', $usage);
  return (unpack('l', $status), $us * 1e6 + $um, $ss * 1e6 + $sm, $darwin ? $peak : $peak * 1024);
}

sub run {
  my ($number, $most, $has, $input, @argv) = @_;
  my ($stdin, $writer, $feeder) = ($has eq 'i' ? undef : $nothing, undef, 0);
  if ($has eq 'i') { pipe($stdin, $writer) or return (0, $! + 0); $feeder = feed($input, $stdin, $writer); undef $input }
  pipe(my $out, my $out_end) && pipe(my $err, my $err_end) && pipe(my $ready, my $ready_end) or return (0, $! + 0);
  my $pid = fork;
  return (0, $! + 0) unless defined $pid;
  if ($pid == 0) {
    setpgrp(0, 0);
    $SIG{PIPE} = 'DEFAULT';
    if (open(STDIN, '<&', $stdin) && open(STDOUT, '>&', $out_end) && open(STDERR, '>&', $err_end)) {
      syswrite($ready_end, pack('d2', nanos(2), now()));
      exec { $argv[0] } @argv;
    }
    else { syswrite($ready_end, pack('d2', 0, 0)) }
    syswrite($ready_end, pack('N', $! + 0));
    kill('KILL', $$);
  }
  ($running, $current) = ($pid, $number);
  close $out_end; close $err_end; close $ready_end;
  close $stdin if $has eq 'i';
  my $word = '';
  for (;;) {
    my $read = sysread($ready, $word, 64, length $word);
    last if defined $read ? $read == 0 : $! != 4;
  }
  if (length $word != 16) {
    collect($pid, 0);
    $running = 0;
    return (0, length $word > 16 ? unpack('N', substr($word, 16)) : 5);
  }
  my ($own, $begun) = unpack('d2', $word);
  my $watch = $pidfd ? syscall($pidfd, $pid, 0) : -1;
  open(my $life, '<&=', $watch) if $watch >= 0;
  my ($kept, $tail, $bytes, $flood, $told, $ended, $buffer, @cost) = ('', '', 0, 0, 0, 0, '');
  my %open = (fileno($out) => $out, fileno($err) => $err);
  my $take = sub {
    my ($fd) = @_;
    my $read = sysread($open{$fd}, $buffer, 65536);
    if (!$read) { delete $open{$fd} unless !defined $read && $! == 4; return 0 }
    if ($fd == fileno $err) { $tail = substr($tail . $buffer, -4096); return $read }
    $bytes += $read;
    if ($most >= 0 && !$flood) {
      if ($bytes > $most) { $flood = 1; $kept = ''; kill('KILL', -$pid) unless $ended }
      else { $kept .= $buffer }
    }
    return $read;
  };
  my $bits = sub {
    my $set = '';
    vec($set, $_, 1) = 1 for keys %open, @_;
    return $set;
  };
  until ($ended) {
    my $ready_set = $bits->($over ? () : 0, $watch >= 0 ? $watch : ());
    my $patience = $watch < 0 ? (%open ? 0.01 : 0.001) : $told ? undef : 0.02;
    my $found = select($ready_set, undef, undef, $patience);
    if ($watch < 0) { @cost = collect($pid, 1); $ended = now() if @cost }
    elsif ($found > 0 && vec($ready_set, $watch, 1)) { $ended = now() }
    if ($found > 0) {
      vec($ready_set, $_, 1) and $take->($_) for keys %open;
      hear() if !$over && vec($ready_set, 0, 1);
    }
    elsif (!$told && !$ended && $found == 0) { $told = 1; say_frame(pack('a N N', 'S', $number, $pid)) }
  }
  kill('KILL', -$pid);
  @cost = collect($pid, 0) unless @cost;
  $running = 0;
  my $left = 1_048_576;
  while (%open && $left > 0) {
    my $set = $bits->();
    last unless select($set, undef, undef, 0) > 0;
    vec($set, $_, 1) and $left -= $take->($_) for keys %open;
  }
  if ($feeder) { kill('KILL', $feeder); waitpid($feeder, 0) }
  @cost = (9, 0, 0, 0) unless @cost;
  my $total = 1000 * ($cost[1] + $cost[2]);
  $cost[$_] *= $total > $own ? 1 - $own / $total : 0 for 1, 2;
  say_frame(pack('a N d>6 a N/a* N/a*', 'E', $number, $ended - $begun, @cost[1 .. 3], $cost[0], $bytes, $flood ? 'f' : '-', $kept, $tail));
  undef $kept;
  return (1);
}

my $able = fork;
exit 73 unless defined $able;
if ($able == 0) { kill('KILL', $$) }
my @check = collect($able, 0);
exit 74 unless @check && ($check[0] & 127) == 9 && $check[3] > 100_000 && $check[3] < 1e10 && $check[1] < 1e9;
say_frame(pack('a N', 'H', 0));
until ($over && !@orders) {
  hear() unless @orders;
  last if $over;
  next unless @orders;
  my $number = unpack('x N', $orders[0]);
  my ($ran, $why) = run(unpack('x N d> a (N/a*)*', shift @orders));
  say_frame(pack('a N N', 'F', $number, $why)) unless $ran;
}
`;
