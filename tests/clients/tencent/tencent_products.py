"""The whole life at every product, one after the other."""

import tencent_cdn
import tencent_clb
import tencent_gaap
import tencent_instances
import tencent_live
import tencent_scf
import tencent_ssl
import tencent_teo
import tencent_vod
import tencent_waf


def drive(client):
    for product in [
        tencent_ssl,
        tencent_gaap,
        tencent_cdn,
        tencent_clb,
        tencent_teo,
        tencent_vod,
        tencent_live,
        tencent_waf,
        tencent_scf,
    ]:
        product.drive(client)
    # This leaves a certificate on an instance of each.
    tencent_instances.drive(client)
