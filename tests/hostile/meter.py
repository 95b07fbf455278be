"""What a request costs: processor time and memory, against its own size and against plain JSON."""

import math
import time

from wires import encode, qbox

# What costs less is not looked at further, in seconds: it is the machine's noise.
FLOOR = 0.04
# The smaller and the larger of two sizes, in bytes.
SMALL, LARGE = 96 << 10, 384 << 10
# Four times the size may cost so many times as much; with the square it would be sixteen.
GROWTH = 8
# A byte may cost so many times what one of JSON does that has many members, beyond what any request
# may cost, in seconds. A list in a list, in two bytes, is an allocation: 130 ns a byte, where a byte of
# members costs 18.
DEAREST = 9
ANYWAY = 0.5


class Meter:
    """Asks a server, and looks at what that cost it."""

    def __init__(self, server, report):
        self.server, self.report = server, report
        self.connection = server.connect(timeout=120)
        body = encode({f"member{index}": index for index in range(LARGE // 20)})
        plain = qbox("POST", "/sslcert", body)
        self.reference = min(self.cost(plain) for _ in range(5)) / len(plain.raw())
        report.check(self.reference < 2e-6, "plain JSON is read", f"{self.reference * 1e9:.0f} ns a byte")

    def cost(self, *requests):
        """The processor time of requests and their answers, in seconds; the last answer is kept."""
        before = self.server.processor()
        for request in requests:
            try:
                self.answer = self.connection.ask(request)
                if self.answer.header("connection") == "close":
                    raise ConnectionError
            except OSError as error:
                # It may have been answered and closed; it may not have ended.
                if isinstance(error, TimeoutError):
                    raise
                self.connection.close()
                self.connection = self.server.connect(timeout=120)
        self.settle()
        return self.server.processor() - before

    def settle(self):
        """Waits until what an answer leaves behind is done, which is soon."""
        last = self.server.processor()
        for _ in range(50):
            time.sleep(0.0005)
            now = self.server.processor()
            if now - last < 0.0002:
                return
            last = now

    def grows(self, what, make, small=SMALL, large=LARGE, dearest=DEAREST):
        """Whether `make(size)` costs in proportion to its size."""
        request = make(large)
        cost, size = self.cost(request), len(request.raw())
        if cost < FLOOR and cost < dearest * self.reference * max(size, LARGE):
            return True
        middle, lesser = make(math.isqrt(small * large)), make(small)
        # Whoever else had the machine may be gone a little later.
        for pause in (0, 1, 4):
            time.sleep(pause)
            wrong = self.out_of_proportion(request, middle, lesser, dearest)
            if not wrong:
                return True
        self.report.check(False, what, wrong, request.raw()[:3000])
        return False

    def out_of_proportion(self, request, middle, lesser, dearest):
        """What a request costs beside lesser ones, in words, where that is too much."""
        size, lesser_size = len(request.raw()), len(lesser.raw())
        of_lesser = max(min(self.cost(lesser) for _ in range(3)), FLOOR / 100)
        cost = self.cost(request)
        # Where it is out of all proportion, once is enough.
        cost = cost if cost > 5 else min(cost, *(self.cost(request) for _ in range(2)))
        growth, dearness = cost / of_lesser, cost / size / self.reference
        most = GROWTH * max(1, size / max(1, lesser_size) / 4)
        if growth >= most:
            # Memory that the system has to give anew is a step, on one half of the way. What grows faster
            # than its size does so on both.
            of_middle = max(min(self.cost(middle) for _ in range(3)), FLOOR / 100)
            growth = min(of_middle / of_lesser, cost / of_middle) ** 2
        is_bounded = cost < ANYWAY and growth < 2
        is_right = growth < most and dearness < dearest
        if cost < FLOOR or is_bounded or is_right:
            return None
        measured = f"{cost:.3f} s for {size} bytes, {of_lesser:.4f} s for {lesser_size}"
        return f"{measured}: {growth:.1f} times, {dearness:.1f} times plain JSON"

    def all_grow(self, what, shapes, seconds, **sizes):
        """Whether all shapes, pairs of a name and of what makes a request of a size, cost what they
        weigh; those that chance puts last are left out when the time is over."""
        shapes = list(shapes)
        self.report.random.shuffle(shapes)
        ends, done, wrong = time.monotonic() + seconds, 0, 0
        for name, make in shapes:
            if time.monotonic() > ends:
                break
            with self.report.part(f"{what}: {name}"):
                wrong += not self.grows(f"{what}: {name}", make, **sizes)
            done += 1
            if not self.server.is_alive():
                self.report.check(False, f"{what}: the server lives", f"ended with {self.server.process.poll()} at {name}")
                return
        self.report.check(wrong == 0, f"{what}: cost what they weigh", f"{done} of {len(shapes)} tried, {wrong} do not")

    def peak(self, request):
        """The most memory that a request took beside what there was, in bytes."""
        self.server.forget_peak()
        before = self.server.memory()
        self.cost(request)
        return max(0, self.server.memory("VmHWM") - before)
