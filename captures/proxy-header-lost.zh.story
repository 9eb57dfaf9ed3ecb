连接 0   10.44.0.1:34442 → 10.44.0.3:8080   ws://10.44.0.3:8080/chat（未能建立）   52 毫秒   10 个包
WebSocket 未建立：服务器以状态码 426 回应升级请求，而不是 101。作为客户端的浏览器会报告状态码 1006，
wasClean=false。1006 并没有被发送：它表示根本没有收到 Close 帧。10.44.0.3:8080 上的代理向
10.44.0.2:8080 上的服务器转发请求时去掉了 Upgrade 和 Connection：连接 1，第 9 号包。它还把请求变成了
没有升级机制的 HTTP/1.0。Upgrade 和 Connection 只对一段连接有效（RFC 9110 7.6.1），必须明确配置代理
发送它们：对 nginx 用 proxy_http_version 1.1、proxy_set_header Upgrade $http_upgrade 和
proxy_set_header Connection "upgrade"。

TCP 建立连接
    1   0.000000  →  SYN                       客户端请求建立连接（SYN，即“同步”）。它的字节从
                                               1 458 715 653 开始编号，这里显示为 0。它的状态变为
                                               SYN-SENT。它声明自己的能力：每段最多接收 1460 字节、
                                               支持选择性确认（SACK）、窗口放大 ×1024、使用时间戳。
    2   0.000018  ←  SYN, ACK                  服务器同意（ACK），并打开自己的方向（SYN）：它的字节
                                               从 2 730 117 511 开始编号，显示为 0。TCP 由两个方向各
                                               一条的字节流组成。服务器的状态从 LISTEN 变为
                                               SYN-RECEIVED。它声明自己的能力：每段最多接收 1460 字
                                               节、支持选择性确认（SACK）、窗口放大 ×1024、使用时间
                                               戳。
    3   0.000031  →  ACK                       三次握手完成：双方都确认对方能听到自己，状态都是
                                               ESTABLISHED。往返时间 0.03 毫秒。

HTTP 请求升级为 WebSocket
    4   0.002114  →  GET /chat                 一个请求更换协议的 HTTP 请求（Upgrade: websocket）：
                                               版本 13、密钥 vUizIVU8Ikuf+hjT2H5lJg==、可用扩展
                                               permessage-deflate; client_max_window_bits、来自页面
                                               http://10.44.0.2:8000。密钥是随机的，但并不保密：服务
                                               器要用它计算，以证明自己理解了请求。
    5   0.002133  ←  ACK                       单独发送的 ACK：“到第 4 号包为止的字节都已收到”。服务
                                               器此刻没有数据要发，ACK 无处可搭载。
   16   0.037641  ←  426 Upgrade Required      首部 170 字节，正文 16 字节。服务器没有更换协议：状态
                                               码是 426 而不是 101。连接仍是 HTTP，浏览器报告
                                               WebSocket 失败（关闭码 1006），不会告诉页面原因。服务
                                               器要求另一种升级。接下来查看它给出的 WebSocket 版本，
                                               以及没有转发 Upgrade 和 Connection 头的代理。✗ 426 应
                                               答必须说明所要求的协议。（RFC 9110 15.5.22）
   17   0.037682  →  ACK                       客户端已收到第 16 号包；单独、立即确认。

TCP 断开连接
   18   0.039315  →  FIN, ACK                  TCP 的 FIN：升级没有成功，这个连接对客户端已没有用
                                               处。两个方向各自结束：在服务器也发送 FIN 之前，它仍可
                                               继续向客户端发送数据。
                     客户端：ESTABLISHED → FIN-WAIT-1、服务器：ESTABLISHED → CLOSE-WAIT
                                               FIN-WAIT-1 状态：等待自己的 FIN 得到确认。CLOSE-WAIT
                                               状态：已知道对方发送完毕，等待本端程序关闭连接。
   19   0.051958  ←  FIN, ACK                  服务器也关闭自己的方向：它的 FIN 与对第 18 号包中 FIN
                                               的 ACK 合在一个段里，因此四步只用了三个包。
                     服务器：CLOSE-WAIT → LAST-ACK、客户端：FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               LAST-ACK 状态：只差对自己 FIN 的确认。
   20   0.051995  →  ACK                       客户端确认第 19 号包中的 FIN。FIN 自身占一个序号，因
                                               此像一个字节那样被确认。两个方向都已关闭。先发 FIN 的
                                               客户端会在 TIME-WAIT 停留一段时间（Linux 上为一分
                                               钟），以防最后这个 ACK 丢失（RFC 9293 3.6）。
                     服务器：LAST-ACK → CLOSED

数据小结
  · 客户端确认数据 1 次：单独 1 次；通常在0.04 毫秒后，最迟0.04 毫秒。服务器确认数据 1 次：单独 1
    次；通常在0.02 毫秒后，最迟0.02 毫秒。
  · 1 条消息（16 字节）用了 10 个包（1.36 KB）：链路层 140 字节、TCP/IP 头部 536 字节、HTTP 头部 659
    字节、HTTP 正文 27 字节。

连接 1   10.44.0.3:42840 → 10.44.0.2:8080   ws://10.44.0.2:8080/chat（未能建立）   27.3 毫秒   10 个
包
WebSocket 未建立：服务器以状态码 426 回应升级请求，而不是 101。作为客户端的浏览器会报告状态码 1006，
wasClean=false。1006 并没有被发送：它表示根本没有收到 Close 帧。这里的客户端是代理：它转发的请求来自
10.44.0.3:8080 上的连接 0，第 4 号包，但去掉了 Upgrade 和 Connection。它还把请求变成了没有升级机制的
HTTP/1.0。Upgrade 和 Connection 只对一段连接有效（RFC 9110 7.6.1），必须明确配置代理发送它们：对
nginx 用 proxy_http_version 1.1、proxy_set_header Upgrade $http_upgrade 和 proxy_set_header
Connection "upgrade"。

TCP 建立连接
    6   0.010291  →  SYN                       客户端请求建立连接；它的字节从 346 605 553 开始编号，
                                               显示为 0。它声明自己的能力：每段最多接收 1460 字节、
                                               支持选择性确认（SACK）、窗口放大 ×1024、使用时间戳。
    7   0.010309  ←  SYN, ACK                  服务器同意，并打开自己的方向；它的字节从 432 164 003
                                               开始编号，显示为 0。它声明自己的能力：每段最多接收
                                               1460 字节、支持选择性确认（SACK）、窗口放大 ×1024、使
                                               用时间戳。
    8   0.010316  →  ACK                       握手完成。往返时间 0.03 毫秒。

HTTP 请求升级为 WebSocket
    9   0.010340  →  GET /chat                 Upgrade: websocket；版本 13、密钥
                                               vUizIVU8Ikuf+hjT2H5lJg==、可用扩展
                                               permessage-deflate; client_max_window_bits、来自页面
                                               http://10.44.0.2:8000。✗ WebSocket 请求需要 HTTP/1.1
                                               或更高版本。严格的服务器会回应 400。实际为：HTTP/1.0
                                               （RFC 6455 4.1 (2)）✗ Upgrade 首部必须包含
                                               websocket。严格的服务器会回应 400。应为：websocket
                                               （RFC 6455 4.1 (5)）✗ Connection 首部必须包含
                                               Upgrade；可能被代理删除了。严格的服务器会回应 400。实
                                               际为：close；应为：Upgrade（RFC 6455 4.1 (6)）
   10   0.010346  ←  ACK                       服务器已收到第 9 号包；单独、立即确认。
   11   0.035200  ←  426 Upgrade Required      首部 115 字节；正文长度到结尾才知道。没有升级：状态码
                                               是 426 而不是 101。服务器要求另一种升级。接下来查看它
                                               给出的 WebSocket 版本，以及没有转发 Upgrade 和
                                               Connection 头的代理。✗ 426 应答必须说明所要求的协议。
                                               （RFC 9110 15.5.22）
   12   0.035225  →  ACK                       客户端已收到第 11 号包；单独、立即确认。

TCP 断开连接
   13   0.037557  ←  FIN, ACK                  TCP 的 FIN：升级没有成功，这个连接对服务器已没有用
                                               处。
                     正文结束，16 字节
                     服务器：ESTABLISHED → FIN-WAIT-1、客户端：ESTABLISHED → CLOSE-WAIT
   14   0.037604  →  FIN, ACK                  客户端也关闭自己的方向，FIN 与（对第 13 号包的）ACK
                                               合在一个段里。
                     客户端：CLOSE-WAIT → LAST-ACK、服务器：FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   15   0.037619  ←  ACK                       服务器确认第 14 号包中的 FIN。
                     客户端：LAST-ACK → CLOSED

数据小结
  · 客户端确认数据 1 次：单独 1 次；通常在0.03 毫秒后，最迟0.03 毫秒。服务器确认数据 1 次：单独 1
    次；通常在0.01 毫秒后，最迟0.01 毫秒。
  · 1 条消息（16 字节）用了 10 个包（1.27 KB）：链路层 140 字节、TCP/IP 头部 536 字节、HTTP 头部 582
    字节、HTTP 正文 16 字节。

连接 2   10.44.0.1:34454 → 10.44.0.3:8080   ws://10.44.0.3:8080/page（未能建立）   16.5 毫秒   10 个
包
WebSocket 未建立：服务器以状态码 200 回应升级请求，而不是 101。作为客户端的浏览器会报告状态码 1006，
wasClean=false。1006 并没有被发送：它表示根本没有收到 Close 帧。10.44.0.3:8080 上的代理向
10.44.0.2:8080 上的服务器转发请求时去掉了 Upgrade 和 Connection：连接 3，第 29 号包。它还把请求变成
了没有升级机制的 HTTP/1.0。Upgrade 和 Connection 只对一段连接有效（RFC 9110 7.6.1），必须明确配置代
理发送它们：对 nginx 用 proxy_http_version 1.1、proxy_set_header Upgrade $http_upgrade 和
proxy_set_header Connection "upgrade"。

TCP 建立连接
   21   0.369100  →  SYN                       客户端请求建立连接；它的字节从 3 784 791 453 开始编
                                               号，显示为 0。它声明自己的能力：每段最多接收 1460 字
                                               节、支持选择性确认（SACK）、窗口放大 ×1024、使用时间
                                               戳。
   22   0.369121  ←  SYN, ACK                  服务器同意，并打开自己的方向；它的字节从
                                               1 933 192 342 开始编号，显示为 0。它声明自己的能力：
                                               每段最多接收 1460 字节、支持选择性确认（SACK）、窗口
                                               放大 ×1024、使用时间戳。
   23   0.369136  →  ACK                       握手完成。往返时间 0.04 毫秒。

HTTP 请求升级为 WebSocket
   24   0.369313  →  GET /page                 Upgrade: websocket；版本 13、密钥
                                               IwLSgkQenRPcOz31ekzZAg==、可用扩展
                                               permessage-deflate; client_max_window_bits、来自页面
                                               http://10.44.0.2:8000。
   25   0.369319  ←  ACK                       服务器已收到第 24 号包；单独、立即确认。
   36   0.384065  ←  200 OK                    首部 156 字节，正文 6 字节。没有升级：状态码是 200 而
                                               不是 101。它按普通请求作了回应：服务器或它前面的代理
                                               忽略了升级。接下来查看路径，以及没有转发 Upgrade 和
                                               Connection 头的代理。
   37   0.384080  →  ACK                       客户端已收到第 36 号包；单独、立即确认。

TCP 断开连接
   38   0.384170  →  FIN, ACK                  TCP 的 FIN：升级没有成功，这个连接对客户端已没有用
                                               处。
                     客户端：ESTABLISHED → FIN-WAIT-1、服务器：ESTABLISHED → CLOSE-WAIT
   39   0.385528  ←  FIN, ACK                  服务器也关闭自己的方向，FIN 与（对第 38 号包的）ACK
                                               合在一个段里。
                     服务器：CLOSE-WAIT → LAST-ACK、客户端：FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   40   0.385554  →  ACK                       客户端确认第 39 号包中的 FIN。
                     服务器：LAST-ACK → CLOSED

数据小结
  · 客户端确认数据 1 次：单独 1 次；通常在0.02 毫秒后，最迟0.02 毫秒。服务器确认数据 1 次：单独 1
    次；通常在0.01 毫秒后，最迟0.01 毫秒。
  · 1 条消息（6 字节）用了 10 个包（1.34 KB）：链路层 140 字节、TCP/IP 头部 536 字节、HTTP 头部 645
    字节、HTTP 正文 16 字节。

连接 3   10.44.0.3:42856 → 10.44.0.2:8080   ws://10.44.0.2:8080/page（未能建立）   3.24 毫秒   10 个
包
WebSocket 未建立：服务器以状态码 200 回应升级请求，而不是 101。作为客户端的浏览器会报告状态码 1006，
wasClean=false。1006 并没有被发送：它表示根本没有收到 Close 帧。这里的客户端是代理：它转发的请求来自
10.44.0.3:8080 上的连接 2，第 24 号包，但去掉了 Upgrade 和 Connection。它还把请求变成了没有升级机制
的 HTTP/1.0。Upgrade 和 Connection 只对一段连接有效（RFC 9110 7.6.1），必须明确配置代理发送它们：对
nginx 用 proxy_http_version 1.1、proxy_set_header Upgrade $http_upgrade 和 proxy_set_header
Connection "upgrade"。

TCP 建立连接
   26   0.380786  →  SYN                       客户端请求建立连接；它的字节从 499 397 204 开始编号，
                                               显示为 0。它声明自己的能力：每段最多接收 1460 字节、
                                               支持选择性确认（SACK）、窗口放大 ×1024、使用时间戳。
   27   0.380829  ←  SYN, ACK                  服务器同意，并打开自己的方向；它的字节从
                                               2 024 160 513 开始编号，显示为 0。它声明自己的能力：
                                               每段最多接收 1460 字节、支持选择性确认（SACK）、窗口
                                               放大 ×1024、使用时间戳。
   28   0.380843  →  ACK                       握手完成。往返时间 0.06 毫秒。

HTTP 请求升级为 WebSocket
   29   0.380896  →  GET /page                 Upgrade: websocket；版本 13、密钥
                                               IwLSgkQenRPcOz31ekzZAg==、可用扩展
                                               permessage-deflate; client_max_window_bits、来自页面
                                               http://10.44.0.2:8000。✗ WebSocket 请求需要 HTTP/1.1
                                               或更高版本。严格的服务器会回应 400。实际为：HTTP/1.0
                                               （RFC 6455 4.1 (2)）✗ Upgrade 首部必须包含
                                               websocket。严格的服务器会回应 400。应为：websocket
                                               （RFC 6455 4.1 (5)）✗ Connection 首部必须包含
                                               Upgrade；可能被代理删除了。严格的服务器会回应 400。实
                                               际为：close；应为：Upgrade（RFC 6455 4.1 (6)）
   30   0.380906  ←  ACK                       服务器已收到第 29 号包；单独、立即确认。
   31   0.381855  ←  200 OK                    首部 101 字节；正文长度到结尾才知道。没有升级：状态码
                                               是 200 而不是 101。它按普通请求作了回应：服务器或它前
                                               面的代理忽略了升级。接下来查看路径，以及没有转发
                                               Upgrade 和 Connection 头的代理。
   32   0.381889  →  ACK                       客户端已收到第 31 号包；单独、立即确认。

TCP 断开连接
   33   0.382624  ←  FIN, ACK                  TCP 的 FIN：升级没有成功，这个连接对服务器已没有用
                                               处。
                     正文结束，6 字节
                     服务器：ESTABLISHED → FIN-WAIT-1、客户端：ESTABLISHED → CLOSE-WAIT
   34   0.383994  →  FIN, ACK                  客户端也关闭自己的方向，FIN 与（对第 33 号包的）ACK
                                               合在一个段里。
                     客户端：CLOSE-WAIT → LAST-ACK、服务器：FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   35   0.384025  ←  ACK                       服务器确认第 34 号包中的 FIN。
                     客户端：LAST-ACK → CLOSED

数据小结
  · 客户端确认数据 1 次：单独 1 次；通常在0.03 毫秒后，最迟0.03 毫秒。服务器确认数据 1 次：单独 1
    次；通常在0.01 毫秒后，最迟0.01 毫秒。从握手看，抓包点靠近客户端：服务器的延迟里包含往返路程。
  · 1 条消息（6 字节）用了 10 个包（1.25 KB）：链路层 140 字节、TCP/IP 头部 536 字节、HTTP 头部 568
    字节、HTTP 正文 6 字节。
